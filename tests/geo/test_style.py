"""One table of looks: complete, distinct, readable."""

import pytest

from events import EventType
from geo import Drawing, all_styles, marker_radius_px, outlines, precision_words, style_of, svg_path
from geo.style import drawing_of


def luminance(colour: str) -> float:
    rgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_event_type_has_its_own_colour_and_shape() -> None:
    looks = {(style.colour, style.shape) for style in all_styles()}
    assert len(looks) == len(EventType) == len(all_styles())


def test_a_family_shares_one_colour() -> None:
    by_family: dict[str, set[str]] = {}
    for style in all_styles():
        by_family.setdefault(style.family, set()).add(style.colour)
    assert all(len(colours) <= 2 for colours in by_family.values())


def test_lines_stand_out_from_the_land() -> None:
    land = luminance("#f8f5ee")
    for style in all_styles():
        assert (land + 0.05) / (luminance(style.line_colour) + 0.05) > 2.9, style.label


def test_every_shape_can_be_drawn_anywhere() -> None:
    for style in all_styles():
        assert style.shape == "circle" or len(outlines()[style.shape]) >= 3
        assert svg_path(style.shape).startswith("M")


def test_a_larger_toll_is_a_larger_marker_up_to_a_limit() -> None:
    sizes = [marker_radius_px(killed) for killed in (0, 3, 60, 100_000, 10**9)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == sizes[-2]


@pytest.mark.parametrize(
    ("code", "words"), [(1, "exact place"), (4, "somewhere in this province"), (None, "not placed")]
)
def test_precision_reads_as_plain_words(code: int | None, words: str) -> None:
    assert precision_words(code) == words


def test_an_unknown_precision_is_refused_with_the_scale() -> None:
    with pytest.raises(ValueError, match=r"1 \(exact\) to 7"):
        precision_words(9)


def test_only_an_exact_place_gets_a_pin() -> None:
    assert drawing_of(1, has_area=False) is Drawing.POINT
    assert drawing_of(2, has_area=False) is Drawing.CIRCLE
    assert drawing_of(5, has_area=True) is Drawing.AREA
    assert drawing_of(None, has_area=False) is Drawing.NONE
    assert style_of(EventType.BATTLE).label == "Battle"
