"""What the browser is told of the other side of a comparison."""

import json
import struct

import numpy as np

from events import Change, Told, differences
from geo import difference_payload, side_payload


def _header(data: bytes) -> dict[str, object]:
    size = struct.unpack_from("<I", data)[0]
    found: dict[str, object] = json.loads(data[4 : 4 + size])
    return found


def test_the_difference_is_named_by_what_it_says() -> None:
    changes = [Change(key="LY.58", a=Told(events=9), b=Told(events=4)), Change(key="", a=Told(events=2), b=Told())]
    token, data = difference_payload(differences(changes, {"LY": 3}, {"LY": 9}))
    header = _header(data)
    assert (header["token"], header["areas"], header["unknown"]) == (token, ["LY.58"], [2, 0])
    assert token == difference_payload(differences(changes, {"LY": 3}, {"LY": 9}))[0]
    assert token != difference_payload(differences(changes, {"LY": 9}, {"LY": 9}))[0]


def test_the_other_side_is_a_bit_an_event() -> None:
    token, data = side_payload(np.array([True, False, True]))
    assert (_header(data)["token"], _header(data)["arrays"]) == (token, [["mask", "u1", 1]])
    assert 5 in data[-8:]
