"""What the browser is told of thin reports."""

import datetime as dt
import json
import struct

import numpy as np

from events import AreaSilence, Silence, Telling, ThinWeek
from geo import silence_payload

MONDAY = dt.date(2023, 1, 2)
FOUND = Silence(
    first=MONDAY, last=dt.date(2023, 1, 15), is_newest=False, known=(dt.date(2022, 1, 3), dt.date(2023, 2, 5)),
    areas=(
        AreaSilence(area="LY.58", reports=1, usual=12.0, telling=Telling.THIN),
        AreaSilence(area="LY.61", reports=0, usual=None, telling=Telling.UNSAID),
    ),
    weeks=(ThinWeek(monday=MONDAY, reports=2, usual=30.0),),
)  # fmt: skip


def _arrays(data: bytes, at: int, listed: list[tuple[str, str, int]]) -> dict[str, np.ndarray]:
    found = {}
    for name, kind, length in listed:
        at += -at % 8
        found[name] = np.frombuffer(data, f"<{kind}", length, at)
        at += found[name].nbytes
    return found


def test_the_payload_holds_every_province_its_figures_and_the_thin_weeks() -> None:
    token, data = silence_payload(FOUND)
    size = struct.unpack("<I", data[:4])[0]
    header = json.loads(data[4 : 4 + size])
    assert header["token"] == token
    assert header["areas"] == ["LY.58", "LY.61"]
    assert header["span"] == [19359, 19372]
    arrays = _arrays(data, 4 + size, header["arrays"])
    assert [header["tellings"][code] for code in arrays["telling"]] == ["thin", "unsaid"]
    assert arrays["reports"].tolist() == [1, 0]
    assert arrays["usual"][0] == 12
    assert np.isnan(arrays["usual"][1])
    assert (arrays["week"].tolist(), arrays["week_reports"].tolist(), arrays["week_usual"].tolist()) == (
        [19359],
        [2],
        [30],
    )
    assert header["arrays"] == [
        ["reports", "u4", 2], ["usual", "f4", 2], ["telling", "u1", 2], ["week", "i4", 1], ["week_reports", "u4", 1],
        ["week_usual", "f4", 1],
    ]  # fmt: skip
    assert len(data) < 600


def test_the_token_is_the_same_for_the_same_and_another_for_other_days() -> None:
    assert silence_payload(FOUND)[0] == silence_payload(FOUND)[0]
    empty = Silence(first=None, last=None, is_newest=False, areas=(), weeks=(), known=None)
    assert len({silence_payload(each)[0] for each in (FOUND, empty)}) == 2
