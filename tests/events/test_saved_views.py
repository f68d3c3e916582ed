"""Views that a project keeps by name."""

import datetime as dt
from pathlib import Path

import pytest

from events import BadFilterError, EventStore, SavedViews, StoreReadOnlyError

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


@pytest.mark.parametrize(("name", "address"), [("  ", {}), ("x" * 81, {}), ("long", {"text": "x" * 5000})])
def test_a_view_without_a_name_or_too_long_is_refused(tmp_path: Path, name: str, address: dict[str, str]) -> None:
    path = tmp_path / "project.sqlite"
    EventStore(path).close()
    with pytest.raises(BadFilterError):
        SavedViews(path, read_only=False).save(name, address, now=NOW)
    assert SavedViews(path).all() == ()
