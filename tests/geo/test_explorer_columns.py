"""What the browser's map gets says what the events say, and no more."""

import json
import struct

import numpy as np
import pytest

from events import EventStatus, EventType, open_sample
from gazetteer import Gazetteer
from geo import columns_payload, labels_around, mask_payload, provinces_of, state_payload

_KINDS = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "i4": np.int32, "f4": np.float32, "f8": np.float64}
EPOCH = np.datetime64("1970-01-01")


def _decoded(data: bytes) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    """Read as static/explorer/payload.js does."""
    size = struct.unpack_from("<I", data)[0]
    header = json.loads(data[4 : 4 + size])
    at, arrays = 4 + size, {}
    for name, kind, length in header["arrays"]:
        at += -at % 8
        arrays[name] = np.frombuffer(data, _KINDS[kind], length, at)
        at += arrays[name].nbytes
    assert at == len(data)
    return header, arrays


def test_the_columns_are_the_events_in_the_projects_order(gazetteer: Gazetteer) -> None:
    store = open_sample()
    query = store.query()
    rows = query.drawn()
    header, arrays = _decoded(
        columns_payload(
            rows, query.areas(), token="t", provinces=provinces_of(rows, gazetteer),
            labels=labels_around(gazetteer, rows["lon"].to_numpy(), rows["lat"].to_numpy()),
        )
    )  # fmt: skip
    assert header["events"] == query.total
    words = header["words"]
    assert isinstance(words, dict)
    for position in range(query.total):
        event = store.event(query.id_at(position))
        assert list(EventType)[arrays["type"][position]] is event.type
        assert arrays["killed"][position] == (event.killed.best if event.killed else 65_535)
        assert arrays["where_prec"][position] == (event.where_prec or 0)
        assert arrays["confidence"][position] == round(100 * event.confidence)
        assert bool(arrays["flags"][position] & 1) == event.needs_review
        assert list(EventStatus)[arrays["flags"][position] >> 1 & 3] is event.status
        if event.date_start and event.date_end:
            assert EPOCH + int(arrays["first"][position]) == np.datetime64(event.date_start)
            assert EPOCH + int(arrays["last"][position]) == np.datetime64(event.date_end)
        else:
            assert arrays["first"][position] > arrays["last"][position]
        if event.where is None or event.where.place is None:
            assert np.isnan(arrays["lon"][position])
            continue
        footprint = event.where.footprint
        has_area = footprint is not None and footprint.geom_type != "Point"
        assert (arrays["shape"][position] > 0) == has_area
        if has_area:
            shape = int(arrays["shape"][position]) - 1
            first = arrays["ring_points"][arrays["shape_rings"][shape]]
            lon, lat = arrays["vertices"].reshape(-1, 2)[first]
            west, south, east, north = footprint.bounds
            assert west - 0.01 <= lon <= east + 0.01
            assert south - 0.01 <= lat <= north + 0.01
        assert words["places"][arrays["place"][position]]


def test_southern_tripoli_is_said_so_on_the_map(gazetteer: Gazetteer) -> None:
    rows = open_sample().query().drawn()
    assert "southern Tripoli" in rows["where_words"].to_pylist()


def test_the_mask_is_one_bit_an_event_and_named_by_what_it_lets_through() -> None:
    mask = np.array([True, False, True, True, False, False, False, False, True])
    token, data = mask_payload(mask)
    header, arrays = _decoded(data)
    assert header["token"] == token
    assert np.unpackbits(arrays["mask"], count=9, bitorder="little").astype(bool).tolist() == mask.tolist()
    assert mask_payload(~mask)[0] != token


def test_what_the_map_is_told_survives_text_from_reports() -> None:
    said = {"title": "</script>{{7*7}} “ليبيا” \x00", "range": None}
    assert {name: _decoded(state_payload(said))[0][name] for name in said} == said


def test_a_place_that_only_a_few_know_is_labelled_near_and_a_capital_far(gazetteer: Gazetteer) -> None:
    rows = labels_around(gazetteer, np.array([13.19, np.nan]), np.array([32.89, 10.0]))
    zooms = {str(row[0]): float(str(row[5])) for row in rows}
    arabic = {str(row[0]): row[6] for row in rows}
    assert arabic["Tripoli"] == "طرابلس"
    assert "" in arabic.values()  # a town that no source names in Arabic
    assert zooms["Tripoli"] < 5 < min(zoom for name, zoom in zooms.items() if name != "Tripoli" and zoom > 6)


@pytest.mark.parametrize("count", [0, 1])
def test_a_project_of_no_event_or_one_has_columns_too(gazetteer: Gazetteer, count: int) -> None:
    query = open_sample().query()
    rows = query.drawn().slice(0, count)
    header, arrays = _decoded(columns_payload(rows, [], token="t", provinces=provinces_of(rows, gazetteer)))
    assert header["events"] == count
    assert all(len(arrays[name]) == count for name in ("lon", "first", "killed", "province"))
