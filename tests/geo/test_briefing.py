"""The briefing sheet: its words in every format, its metadata, honest counts and legend, and what hostile data do to it."""

import datetime as dt
import itertools
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdf
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from events import Event, EventType, Selection, Toll
from gazetteer import FeatureClass, Place, Relation, RelationKind, Resolution, Toponym
from geo import EventView, SheetOptions, build_view, compose_sheet, data_hash, draw_sheet, save_sheet, write_sheet
from geo.errors import SheetError, UnknownFormatError, UnknownPaperError
from geo.sheet_compose import Sheet
from geo.sheet_labels import overlaps
from geo.style import Drawing

Make = Callable[..., Event]
Select = Callable[[Sequence[Event]], Selection]

OPTIONS = SheetOptions(
    produced=dt.datetime(2021, 3, 9, 8, 30, tzinfo=dt.UTC),
    as_of=dt.date(2021, 3, 8),
    producer="Example Desk",
    handling="EXERCISE ONLY",
)


def place(name: str, lon: float = 13.2, lat: float = 32.8, radius_m: float = 4000.0) -> Place:
    return Place(
        place_id=f"test:{name}",
        name=name,
        lon=lon,
        lat=lat,
        country_code="LY",
        feature_class=FeatureClass.POPULATED,
        feature_code="PPL",
        radius_m=radius_m,
    )


def resolution(where: Place, **changes: object) -> Resolution:
    name = Toponym(start=0, end=len(where.name), text=where.name)
    return Resolution(toponym=name, place=where, score=0.9, tier=None, **changes)  # type: ignore[arg-type]


def toll(best: int) -> Toll:
    return Toll(best=best, low=best, high=best, start=0, end=1)


@pytest.fixture
def story_view(story_selection: Selection) -> EventView:
    return build_view(story_selection)


@pytest.fixture
def crowd(make_event: Make, make_selection: Select) -> EventView:
    """Sixty events on a small raster, every fifth with a toll, every ninth in need of review."""
    events = [
        make_event(
            number,
            where=resolution(place(f"Town {number}", 13 + (number % 10) * 0.21, 31 + (number // 10) * 0.17)),
            killed=toll(number) if number % 5 == 0 else None,
            needs_review=number % 9 == 0,
            date_start=dt.date(2021, 1, 1) + dt.timedelta(days=number),
            date_end=dt.date(2021, 1, 1) + dt.timedelta(days=number),
        )
        for number in range(60)
    ]
    return build_view(make_selection(events))


def pdf_text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_pdf_holds_the_words_of_a_professional_map_as_text(story_view: EventView, tmp_path: Path) -> None:
    text = pdf_text(write_sheet(story_view, tmp_path / "sheet.pdf", OPTIONS))
    for words in (
        "10 events, 1 February – 5 March 2021",
        "Information as of 8 March 2021",
        "Produced 9 March 2021, 08:30 UTC",
        "by Example Desk",
        "9 on the map + 1 not placed + 0 filtered out = 10 events in all",
        "Filter:",
        "Legend",
        "Somewhere in the dashed area (2)",
        "Within the dotted circle (2)",
        "Not on the map (1)",
        "60 killed, 100 injured",
        "according to the army's spokesman",
        "Lambert azimuthal equal-area",
        "WGS 84",
        "Natural Earth",
        "do not imply endorsement",
        "Sources: [1] Example Wire (9 events)",
        "1 event not dated",
        "km",
    ):
        assert words in text, words
    assert text.count("EXERCISE ONLY") == 2


def test_names_on_the_map_stay_text_under_their_halo(story_view: EventView, tmp_path: Path) -> None:
    assert pdf_text(write_sheet(story_view, tmp_path / "sheet.pdf", OPTIONS)).count("Port Mira") >= 2
    assert "LIBYA" in write_sheet(story_view, tmp_path / "sheet.svg", OPTIONS).read_text(encoding="utf-8")


def test_pdf_embeds_its_fonts_as_truetype(story_view: EventView, tmp_path: Path) -> None:
    path = write_sheet(story_view, tmp_path / "sheet.pdf", OPTIONS)
    page = pypdf.PdfReader(path).pages[0]
    kinds = {font.get_object()["/Subtype"] for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert "/Type3" not in kinds


def test_svg_keeps_text_as_text_and_escapes_it(story_view: EventView, tmp_path: Path) -> None:
    svg = write_sheet(story_view, tmp_path / "sheet.svg", OPTIONS).read_text(encoding="utf-8")
    assert "Information as of 8 March 2021" in svg
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert "<img" not in svg


def test_png_is_printed_at_300_dpi_and_says_what_it_shows(story_view: EventView, tmp_path: Path) -> None:
    with Image.open(write_sheet(story_view, tmp_path / "sheet.png", OPTIONS)) as image:
        across, down = image.info["dpi"]
        assert min(across, down) >= 299.9
        assert image.size[0] >= 297 / 25.4 * 300 - 2
        assert image.info["Data-SHA256"] == data_hash(story_view)
        assert image.info["Filter"] == story_view.filter_words
        assert image.info["Creation Time"] == "2021-03-09T08:30:00+00:00"
        assert "10 events" in image.info["Title"]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_same_view_gives_the_same_bytes(story_view: EventView, tmp_path: Path, suffix: str) -> None:
    files = [write_sheet(story_view, tmp_path / f"{name}.{suffix}", OPTIONS).read_bytes() for name in "ab"]
    assert files[0] == files[1]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_without_a_stamp_the_file_names_no_time(story_view: EventView, tmp_path: Path, suffix: str) -> None:
    data = write_sheet(story_view, tmp_path / f"sheet.{suffix}", SheetOptions()).read_bytes()
    assert str(dt.datetime.now(dt.UTC).year).encode() + b"-" not in re.sub(rb"<!DOCTYPE.*?>", b"", data)
    assert b"CreationDate" not in data


@pytest.mark.parametrize("paper", ["a4", "a3", "letter", "16:9"])
@pytest.mark.parametrize("portrait", [False, True])
def test_no_number_or_name_covers_another(crowd: EventView, paper: str, portrait: bool) -> None:
    sheet = compose_sheet(crowd, replace(OPTIONS, paper=paper, portrait=portrait))
    boxes = [box for _, box in (*sheet.numbers, *sheet.names)]
    assert len(sheet.numbers) > 8
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlaps(*pair)]
    left, top, right, bottom = sheet.map_rect
    assert all(left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom for box in boxes)


@pytest.mark.parametrize("paper", ["a4", "a3", "letter", "16:9"])
def test_a_busy_sheet_lists_the_ten_key_events_that_are_asked_for_and_no_words_overlap(
    make_event: Make, make_selection: Select, paper: str
) -> None:
    sentence = "A bomb hidden on a parked motorcycle exploded outside a shrine on Sunday evening, killing many people and wounding others, police said."
    kinds = list(EventType)
    events = [
        make_event(
            number,
            type=kinds[number % len(kinds)],
            where=resolution(place(f"Long Town Name {number}", -40 + (number % 9) * 13, -20 + (number // 9) * 14)),
            killed=toll(90 - number) if number < 20 else None,
            injured=toll(30 + number),
            needs_review=number % 3 == 0,
            sentence=sentence,
        )
        for number in range(40)
    ]
    sheet = compose_sheet(build_view(make_selection(events)), replace(OPTIONS, paper=paper, most_numbered=10))
    assert {event.number for event in sheet.events if event.number is not None} == set(range(1, 11))
    renderer = sheet.figure.canvas.get_renderer()  # type: ignore[attr-defined]  # an Agg canvas
    right = sheet.map_rect[2] / 72 * sheet.figure.dpi
    words = [text for axes in sheet.figure.axes for text in axes.texts if len(text.get_text()) > 2]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in words]
    panel = [(text, box) for text, box in boxes if box.x0 >= right]
    assert sum("Long Town Name" in text for text, _ in panel) >= 10
    for (one, a), (other, b) in itertools.combinations(panel, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        # lines of one paragraph are set closer than the font's tallest letters
        assert across <= 1 or down <= 0.35 * min(a.height, b.height), (one, other)


def test_every_listed_event_has_its_number_on_the_map(crowd: EventView) -> None:
    sheet = compose_sheet(crowd, OPTIONS)
    listed = {event.number for event in sheet.events if event.number is not None}
    assert {number for number, _ in sheet.numbers} == listed


def test_key_events_are_those_with_the_highest_tolls(crowd: EventView) -> None:
    sheet = compose_sheet(crowd, replace(OPTIONS, most_numbered=3))
    assert sorted(event.killed or 0 for event in sheet.events if event.number) == [45, 50, 55]


def test_texts_stay_on_the_page_and_are_no_smaller_than_they_may_be(crowd: EventView) -> None:
    sheet = compose_sheet(crowd, OPTIONS)
    renderer = sheet.figure.canvas.get_renderer()  # type: ignore[attr-defined]  # an Agg canvas
    width, height = sheet.figure.canvas.get_width_height()
    for axes in sheet.figure.axes:
        for text in axes.texts:
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1
            assert box.x1 <= width + 1, text.get_text()
            assert box.y0 >= -1
            assert box.y1 <= height + 1, text.get_text()
            assert text.get_fontsize() >= 5


def test_legend_shows_areas_only_where_areas_are_drawn(
    story_view: EventView, make_event: Make, make_selection: Select
) -> None:
    exact = compose_sheet(build_view(make_selection([make_event()])))
    assert [way for way, _ in exact.legend.drawings] == [Drawing.POINT]
    assert {way for way, _ in compose_sheet(story_view).legend.drawings} == {
        Drawing.POINT,
        Drawing.CIRCLE,
        Drawing.AREA,
    }


def test_legend_counts_what_the_map_draws(story_view: EventView) -> None:
    sheet = compose_sheet(story_view)
    assert sum(number for *_, number in sheet.legend.types) == len(sheet.events) == story_view.counts.placed


def test_counts_add_up_where_a_country_lies_beyond_the_edge(
    make_event: Make, make_selection: Select, tmp_path: Path
) -> None:
    far = make_event(1, where=resolution(place("Farland", 100.0, 50.0, radius_m=500_000.0)), where_prec=6)
    view = build_view(make_selection([make_event(0), far, make_event(2, where=None)]))
    sheet = compose_sheet(view)
    assert sheet.counts == "1 on the map + 1 beyond its edge + 1 not placed + 0 filtered out = 3 events in all"
    assert len(sheet.unplaced) == 2
    assert "Farland (beyond the edge)" in pdf_text(write_sheet(view, tmp_path / "sheet.pdf"))


def test_an_area_gets_no_pin(make_event: Make, make_selection: Select) -> None:
    where = resolution(place("Stone Hills"), footprint=shapely.box(11.5, 31.6, 13.0, 32.2))
    sheet = compose_sheet(build_view(make_selection([make_event(where=where, where_prec=5)])))
    [(_, box)] = sheet.numbers
    assert sheet.legend.tolls == ()
    assert box[2] - box[0] < 20


def test_no_events_and_no_places_say_so(make_event: Make, make_selection: Select, tmp_path: Path) -> None:
    assert "No event passes the filter." in pdf_text(
        write_sheet(build_view(make_selection([])), tmp_path / "none.pdf", OPTIONS)
    )
    nowhere = [make_event(0, where=None), make_event(1, where=None, date_start=None, date_end=None, date_prec=None)]
    text = pdf_text(write_sheet(build_view(make_selection(nowhere)), tmp_path / "nowhere.pdf", OPTIONS))
    assert "No event to draw on this map" in text
    assert "Not on the map (2)" in text


HOSTILE = (
    "$x^2$ $\\frac{",
    "\x00\x1b[2J\u202eevil\u202c",
    "😀" * 30,
    "W" * 900,
    "الجيش الوطني في طرابلس 2020",
    "<b>&amp;]]>",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_hostile_text_is_drawn_as_text(
    make_event: Make, make_selection: Select, tmp_path: Path, text: str, suffix: str
) -> None:
    event = make_event(where=resolution(place(text)), sentence=text, source=text, side1=(text,))
    options = SheetOptions(title=text, summary=text, producer=text, handling=text)
    file = write_sheet(build_view(make_selection([event])), tmp_path / f"sheet.{suffix}", options)
    assert file.stat().st_size > 1000
    assert b"\x1b[2J" not in file.read_bytes()


def test_letters_that_no_font_has_are_owned_up_to(make_event: Make, make_selection: Select, tmp_path: Path) -> None:
    view = build_view(make_selection([make_event(sentence="Fire \U0001fae0 broke out")]))
    text = pdf_text(write_sheet(view, tmp_path / "sheet.pdf"))
    assert 'shown as "?"' in text
    assert "Fire ? broke out" in text


@pytest.mark.parametrize(
    ("spots", "words"),
    [
        (((178.4, -18.1), (-171.8, -13.8)), "Lambert azimuthal equal-area, centred 1"),
        (((10.0, 89.5),), "Lambert"),
        (((139.7, 35.7), (-74.1, 4.6), (20.5, 44.8)), "Equal Earth"),
        (((-179.99, 0.0), (0.0, 0.0), (179.99, 0.0), (90.0, -80.0)), "Equal Earth"),
    ],
)
def test_date_line_pole_and_whole_world_are_drawn(
    make_event: Make, make_selection: Select, spots: tuple[tuple[float, float], ...], words: str
) -> None:
    events = [make_event(n, where=resolution(place(f"Spot {n}", *spot))) for n, spot in enumerate(spots)]
    sheet = compose_sheet(build_view(make_selection(events)))
    assert words in sheet.frame.words
    assert len(sheet.numbers) == len(spots)


def test_unknown_paper_suffix_and_a_naive_stamp_are_refused(story_view: EventView, tmp_path: Path) -> None:
    with pytest.raises(UnknownPaperError, match="a4, a3, letter, 16:9"):
        draw_sheet(story_view, SheetOptions(paper="a5"))
    with pytest.raises(UnknownFormatError, match=r"\.pdf, \.png, \.svg"):
        write_sheet(story_view, tmp_path / "sheet.gif")
    with pytest.raises(SheetError, match="time zone"):
        SheetOptions(produced=dt.datetime(2021, 3, 9))  # noqa: DTZ001  # the fault that is tested


def test_two_threads_draw_at_once(story_view: EventView, crowd: EventView, tmp_path: Path) -> None:
    alone = {name: write_sheet(view, tmp_path / f"{name}.svg").read_bytes() for name, view in (("a", story_view), ("b", crowd))}  # fmt: skip
    threads = [
        threading.Thread(target=write_sheet, args=(view, tmp_path / f"{name}2.svg"))
        for name, view in (("a", story_view), ("b", crowd))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((tmp_path / f"{name}2.svg").read_bytes() == data for name, data in alone.items())


def test_two_thousand_events_take_seconds(make_event: Make, make_selection: Select, tmp_path: Path) -> None:
    types = list(EventType)
    events = [
        make_event(
            number,
            type=types[number % len(types)],
            where=resolution(place(f"Spot {number}", 10 + number % 50 * 0.1, 30 + number // 50 * 0.1), radius_m=9000.0),
            where_prec=1 + number % 2,
        )
        for number in range(2000)
    ]
    view = build_view(make_selection(events))
    start = time.process_time()
    sheet = compose_sheet(view, OPTIONS)
    for suffix in ("png", "svg", "pdf"):
        save_sheet(sheet, view, tmp_path / f"sheet.{suffix}", OPTIONS)
    assert time.process_time() - start < 20


SHARP = 3


def picture(sheet: Sheet) -> np.ndarray:
    """Return the map of a sheet as pixels, three to a point: rows, columns, red-green-blue."""
    sheet.figure.set_dpi(72 * SHARP)
    canvas = FigureCanvasAgg(sheet.figure)
    canvas.draw()
    left, top, right, bottom = (round(value * SHARP) for value in sheet.map_rect)
    return np.asarray(canvas.buffer_rgba())[top:bottom, left:right, :3].astype(int)


def near(pixels: np.ndarray, colour: str) -> int:
    """Count the pixels that have a colour, give or take a little."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return int((np.abs(pixels - wanted).max(axis=2) < 40).sum())


CROWD_TYPES = (EventType.BATTLE, EventType.PROTEST, EventType.ABDUCTION, EventType.AID)


@pytest.mark.parametrize("relation", ["exact", "area"])
def test_every_type_of_a_crowded_town_is_seen_on_the_map(
    make_event: Make, make_selection: Select, relation: str
) -> None:
    area = {"footprint": shapely.Point(13.2, 32.8).buffer(0.2)} if relation == "area" else {}
    where = resolution(place("Tarrin"), **area)
    events = [
        make_event(number, type=CROWD_TYPES[number % 4], where=where, where_prec=2 if area else 1, killed=toll(9) if number == 0 else None)
        for number in range(200)
    ]  # fmt: skip
    sheet = compose_sheet(build_view(make_selection(events)), replace(OPTIONS, most_numbered=1))
    pixels = picture(sheet)
    for label, colour, _, number in sheet.legend.types:
        assert number == 50
        assert near(pixels, colour) > 10, label
    assert sheet.legend.has_rings


def test_many_events_somewhere_in_one_area_ink_it_once(make_event: Make, make_selection: Select) -> None:
    where = resolution(place("Tarrin"), footprint=shapely.Point(13.2, 32.8).buffer(0.5))
    one, many = (
        picture(compose_sheet(build_view(make_selection([make_event(n, where=where, where_prec=5) for n in range(count)]))))
        for count in (1, 200)
    )  # fmt: skip
    height, width, _ = one.shape
    spot = (height // 2 + 60 * SHARP, width // 2 + 60 * SHARP)
    assert np.abs(one[spot] - many[spot]).max() < 25


def test_the_leader_of_a_small_area_does_not_point_at_another_event(make_event: Make, make_selection: Select) -> None:
    town = place("Niyama", 2.1, 13.5)
    events = [
        make_event(0, type=EventType.AGREEMENT, where=resolution(town)),
        make_event(1, type=EventType.ACCIDENT, where=resolution(town, footprint=shapely.Point(2.1, 13.5).buffer(0.05)), where_prec=2, killed=toll(31)),
        make_event(2, where=resolution(place("Farrin", 9.0, 18.0))),
    ]  # fmt: skip
    sheet = compose_sheet(build_view(make_selection(events)), replace(OPTIONS, most_numbered=1))
    # its own sign, in its own colour, shows round the marker that stands on the same spot
    pixels = picture(sheet)
    x, y = sheet.frame.project(np.array([town.lon]), np.array([town.lat]))
    x0, y0, x1, y1 = sheet.frame.bounds
    row, column = round(pixels.shape[0] * (y1 - y[0]) / (y1 - y0)), round(pixels.shape[1] * (x[0] - x0) / (x1 - x0))
    around = pixels[row - 7 * SHARP : row + 7 * SHARP, column - 7 * SHARP : column + 7 * SHARP].copy()
    around[3 * SHARP : -3 * SHARP, 3 * SHARP : -3 * SHARP] = 255
    accident = next(colour for label, colour, *_ in sheet.legend.types if label == "Accident")
    assert near(around, accident) > 8


def test_the_town_of_a_key_event_is_named_before_the_numbers_take_its_room(
    make_event: Make, make_selection: Select
) -> None:
    harbour = place("Harbour", 13.2, 32.8)
    sector = resolution(harbour, footprint=shapely.box(13.1, 32.6, 13.3, 32.75))
    events = [make_event(n, where=sector, where_prec=2, killed=toll(n + 1)) for n in range(3)]
    far = make_event(9, where=resolution(place("Asfar", 16.0, 30.0)))
    sheet = compose_sheet(build_view(make_selection([*events, far])), OPTIONS)
    assert "Harbour" in [name for name, _ in sheet.names]


def test_a_place_known_only_by_its_surroundings_is_not_named_at_their_point(
    make_event: Make, make_selection: Select
) -> None:
    somewhere = replace(place("Vagueville"), is_rough=True)
    events = [make_event(0, where=resolution(somewhere, radius_m=30_000.0), where_prec=2), make_event(1)]
    sheet = compose_sheet(build_view(make_selection(events)), OPTIONS)
    assert "Vagueville" not in [name for name, _ in sheet.names]


def test_an_entry_loses_neither_its_place_nor_its_toll_nor_its_sentence_while_there_is_room(
    make_event: Make, make_selection: Select, tmp_path: Path
) -> None:
    long = "The commander of the western district announced the death of sixty and the injury of a hundred fighters as they attacked the positions of the army south of the old airport."
    events = [
        make_event(n, where=resolution(place(f"Upper Qasr bin Tarrin {n}", 13 + n / 2)), sentence=long, killed=toll(60), injured=toll(100), date_prec=2, date_start=dt.date(2020, 2, 13), date_end=dt.date(2020, 2, 14))
        for n in range(5)
    ]  # fmt: skip
    text = pdf_text(write_sheet(build_view(make_selection(events)), tmp_path / "sheet.pdf"))
    assert text.count(long) == 5
    assert text.count("60 killed, 100 injured") >= 5
    for n in range(5):
        assert f"13–14 February 2020 · Upper Qasr bin Tarrin {n}" in text


def test_sources_that_do_not_fit_are_counted(make_event: Make, make_selection: Select, tmp_path: Path) -> None:
    events = [make_event(n, report_id=f"r{n}", source=f"The Very Long Name of Newspaper {n}") for n in range(1500)]
    view = build_view(make_selection(events))
    text = pdf_text(write_sheet(view, tmp_path / "sheet.pdf", replace(OPTIONS, most_numbered=3)))
    named = re.findall(r"\[\d+\] The Very Long Name of Newspaper \d+ \(1 event\)", text)
    assert re.search(rf"; and {1500 - len(named):,} more\.", text)
    assert "3 of 1,500 on the map" in text
    assert "(1,500)" in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [(RelationKind.NEAR, "near Tarrin"), (RelationKind.OUTSKIRTS, "on the outskirts of Tarrin"), (RelationKind.PART, "in southern Tarrin")],
)  # fmt: skip
def test_the_summary_says_where_in_good_english(
    make_event: Make, make_selection: Select, kind: RelationKind, words: str
) -> None:
    bearing = 180.0 if kind is RelationKind.PART else None
    told = Relation(kind=kind, start=0, end=9, bearing=bearing)
    where = resolution(place("Tarrin"), relation=told, footprint=shapely.box(13.1, 32.7, 13.3, 32.9))
    events = [make_event(0, where=where, where_prec=2, killed=toll(30)), make_event(1)]
    assert f"30 killed {words} (" in compose_sheet(build_view(make_selection(events))).summary
