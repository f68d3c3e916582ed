"""Views that a project keeps by name."""

import datetime as dt
from pathlib import Path

import pytest

from events import (
    BadFilterError,
    EventFilter,
    EventStore,
    SavedViews,
    StoreReadOnlyError,
    filter_from_params,
    filter_to_params,
    parse_polygon,
)

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)


def test_a_view_is_kept_in_the_project_replaced_by_its_name_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    EventStore(path).close()
    views = SavedViews(path, read_only=False)
    views.save("Tripoli  front", {"map": "13.1,32.8,9.5", "text": "a&b=c; “drone”"}, now=NOW)
    views.save("Coast", {"from-date": "2020-05-01"}, now=NOW)
    kept = SavedViews(path).all()
    assert [(view.name, dict(view.address)) for view in kept] == [
        ("Coast", {"from-date": "2020-05-01"}),
        ("Tripoli front", {"map": "13.1,32.8,9.5", "text": "a&b=c; “drone”"}),
    ]
    views.save("Coast", {"from-date": "2021-01-01"}, now=NOW)
    views.remove("Tripoli front")
    assert [dict(view.address) for view in SavedViews(path).all()] == [{"from-date": "2021-01-01"}]
    assert EventStore(path, read_only=True).reports() == ()


def test_a_project_without_views_has_none_and_a_read_only_one_takes_none(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    assert SavedViews(path).all() == ()
    EventStore(path).close()
    assert SavedViews(path).all() == ()
    with pytest.raises(StoreReadOnlyError):
        SavedViews(path).save("Coast", {}, now=NOW)


@pytest.mark.parametrize(("name", "address"), [("  ", {}), ("x" * 81, {}), ("long", {"text": "x" * 20_000})])
def test_a_view_without_a_name_or_too_long_is_refused(tmp_path: Path, name: str, address: dict[str, str]) -> None:
    path = tmp_path / "project.sqlite"
    EventStore(path).close()
    with pytest.raises(BadFilterError):
        SavedViews(path, read_only=False).save(name, address, now=NOW)
    assert SavedViews(path).all() == ()


def test_what_was_replaced_or_removed_is_given_back_and_can_be_put_back_once(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    EventStore(path).close()
    views = SavedViews(path, read_only=False)
    assert views.save("Coast", {"map": "1,2,3"}, now=NOW) is None
    replaced = views.save(" Coast ", {"map": "4,5,6"}, now=NOW + dt.timedelta(days=1))
    assert replaced is not None
    assert (dict(replaced.address), replaced.saved_at) == ({"map": "1,2,3"}, NOW)
    removed = views.remove("Coast")
    assert removed is not None
    assert views.remove("Coast") is None
    assert views.named("Coast") is None
    assert views.put_back(removed)
    assert views.named("Coast") == removed
    views.save("Coast", {"map": "7,8,9"}, now=NOW)
    assert not views.put_back(removed)
    kept = views.named("Coast")
    assert kept is not None
    assert dict(kept.address) == {"map": "7,8,9"}


def test_names_that_differ_only_in_case_or_accents_are_two_views(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    EventStore(path).close()
    views = SavedViews(path, read_only=False)
    for name in ("Sebha", "sebha", "Sébha"):
        views.save(name, {"text": name}, now=NOW)
    assert {view.name: view.address["text"] for view in views.all()} == {n: n for n in ("Sebha", "sebha", "Sébha")}


def test_an_area_of_as_many_corners_as_a_filter_takes_is_kept(tmp_path: Path) -> None:
    corners = [(-179.123456 + number / 1e4, -89.123456 + (number % 2) / 10) for number in range(499)]
    rings = parse_polygon(",".join(f"{lon:.6f} {lat:.6f}" for lon, lat in [*corners, (-179.123457, -10.123456)]))
    assert sum(map(len, rings)) == 500
    address = {**filter_to_params(EventFilter(polygon=rings, text="drone")), "map": "-179.12345,-89.12345,9.5000"}
    SavedViews(tmp_path / "p.sqlite", read_only=False).save("Coast", address, now=NOW)
    (kept,) = SavedViews(tmp_path / "p.sqlite").all()
    assert filter_from_params({"polygon": kept.address["polygon"]}).polygon == rings
