"""Parts of the map's page by themselves, without a project: the search for a place, the timeline's zoom, the playback."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
_FINDER = """async () => {
  const { Finder } = await import(new URL("finder.js", location.href)), asked = [], went = [];
  const host = document.createElement("div"), root = host.attachShadow({ mode: "open" }), field = document.createElement("input"), box = document.createElement("div");
  root.append(field, box);
  const elsewhere = document.createElement("button");
  document.body.replaceChildren(host, elsewhere);
  const map = { map: { getZoom: () => 5 }, width: 800, height: 600, go: (view) => went.push(view) };
  const finder = new Finder({ map, field, box, ask: (text) => asked.push(text) }), status = box.querySelector("[role=status]");
  const enter = () => { field.value = "Zyx"; field.focus(); field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" })); };
  const answer = (number) => ({ text: "Zyx", places: Array.from({ length: number }, (_, n) => ({ words: `Zyx ${n}`, lon: n, lat: 0, zoom: 9, reach_m: 0 })) });
  const shown = () => box.querySelectorAll("li").length;
  return (DOES)({ finder, field, box, status, asked, went, elsewhere, enter, answer, shown });
}"""


def _with_finder(does: str) -> str:
    """Return a function for the page that makes a finder and gives it, and what is beside it, to another."""
    return _FINDER.replace("DOES", does)


@pytest.fixture
def part(reader: Page, reading_app: str) -> Page:
    """Open a page of the app's own address that holds nothing."""
    reader.goto(f"{reading_app}/app/static/explorer/finder.js")
    return reader


def test_how_many_places_are_found_is_said_by_one_lasting_element(part: Page) -> None:
    said = part.evaluate(
        _with_finder(
            """({ finder, box, status, enter, answer, shown }) => {
        const told = [], tell = () => told.push(status.textContent, shown(), status === box.querySelector("[role=status]"));
        enter(); tell(); finder.show(answer(6)); tell(); finder.close(); tell();
        return told;
        }"""
        )
    )
    assert said == ["Searching…", 0, True, "6 places found", 6, True, "", 0, True]


def test_a_name_is_looked_for_anew_once_its_list_was_closed(part: Page) -> None:
    asked = part.evaluate(
        _with_finder(
            """({ finder, asked, enter, answer, shown }) => {
        enter(); finder.show(answer(2)); finder.close();
        // Python has not heard of it yet: it would send nothing
        enter(); const kept = shown();
        finder.close(); finder.show(null);
        enter(); finder.show(answer(3));
        return [asked, kept, shown()];
        }"""
        )
    )
    assert asked == [["Zyx", "", "", "Zyx"], 2, 3]


def test_an_answer_that_comes_late_leaves_the_focus_where_it_is(part: Page) -> None:
    focused = part.evaluate(
        _with_finder(
            """({ finder, field, box, elsewhere, enter, answer, went }) => {
        const found = [], root = field.getRootNode();
        enter(); elsewhere.focus(); finder.show(answer(1));
        found.push(went.length, document.activeElement === elsewhere);
        finder.show(null); enter(); finder.show(answer(2));
        box.querySelector("li button").focus(); box.querySelector("li button").click();
        found.push(went.length, root.activeElement === field);
        return found;
        }"""
        )
    )
    assert focused == [1, True, 2, True]


def test_the_timeline_zooms_to_a_single_day_and_back(part: Page) -> None:
    spans = part.evaluate(
        """async () => {
        const { Timeline } = await import(new URL("timeline.js", location.href)), found = [];
        const line = Object.assign(Object.create(Timeline.prototype), { span: [100, 199], whole: [100, 199], isEmpty: false, refresh() {} });
        for (let n = 0; n < 20; n += 1) { line.zoom(0.625); found.push([...line.span]); }
        const least = [...line.span];
        for (let n = 0; n < 20; n += 1) { line.zoom(1.25); }
        // the wheel: the day under the pointer stays
        line.span = [100, 199];
        for (let n = 0; n < 30; n += 1) { line.zoom(0.8, 142.5); }
        const under = [...line.span];
        for (let n = 0; n < 3; n += 1) { line.zoom(1.25, 142.5); }
        return { found, least, back: line.span, under };
        }"""
    )
    first, last = spans["least"]
    assert first == last == pytest.approx(150, abs=4)
    widths = [last - first for first, last in spans["found"]]
    assert widths == sorted(widths, reverse=True)
    assert spans["under"] == [142, 142]
    assert spans["back"][1] - spans["back"][0] == 3
    assert spans["back"][0] <= 142 <= spans["back"][1]


def test_a_trail_that_is_chosen_while_the_days_play_is_there_at_once(part: Page) -> None:
    trails = part.evaluate(
        """async () => {
        const { Playback } = await import(new URL("playback.js", location.href)), drawn = [], selection = { range: [10, 14], trail: 0 };
        const playback = new Playback({ whole: [0, 1000], selection }, { moved: () => drawn.push(selection.trail), stopped: () => {} });
        playback.setTrail(1);
        const before = [selection.trail, drawn.length];
        playback.start();
        const started = selection.trail;
        playback.setTrail(3);
        playback.setTrail(0);
        playback.stop();
        return { before, started, drawn, after: selection.trail };
        }"""
    )
    assert trails == {"before": [0, 0], "started": 5, "drawn": [15, 0], "after": 0}
