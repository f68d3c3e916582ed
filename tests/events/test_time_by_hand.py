"""A time of day as a person writes it: 24 hours, a night over midnight, a zone or none; what is no time is said."""

import pytest

from events import time_by_hand
from events.errors import BadEventError


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (("03:40", "", "local time"), (220, 220, None)), (("", "1530", "GMT"), (930, 930, 0)), (("22:00", "1:30", ""), (1320, 1530, None)),
        (("9.05", "09:05", "+05:30"), (545, 545, 330)), (("00:00", "23:59", "CET"), (0, 1439, 60)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_written(told: tuple[str, str, str], found: tuple[int, int, int | None]) -> None:
    time = time_by_hand(*told)
    assert time is not None
    assert (time.start_min, time.end_min, time.offset_min) == found


def test_empty_fields_are_no_time() -> None:
    assert time_by_hand(" ", "", "") is None


@pytest.mark.parametrize(
    "told",
    [("24:00", "", ""), ("noon", "", ""), ("12:60", "", ""), ("", "", "GMT"), ("١٢:٠٠", "", ""), ("3:40", "x", "")],
)
def test_what_is_no_time_is_said_with_an_example(told: tuple[str, str, str]) -> None:
    with pytest.raises(BadEventError, match=r"03:40|15:30"):
        time_by_hand(*told)
