import datetime as dt
import logging
from pathlib import Path

import pytest

from gazetteer import own_places
from gazetteer.index import IndexFile
from gazetteer.own_places import OwnPlaces
from gazetteer.own_row import OwnPlace
from gazetteer.place import FeatureClass, Place


def test_a_byte_damaged_deep_in_the_index_of_ones_own_places_is_noticed_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(own_places, "cache_dir", lambda: tmp_path)
    own = OwnPlaces(tmp_path / "project.db", read_only=False)
    own.add(
        [
            OwnPlace(
                place=Place(
                    place_id=f"own:ly-place-{number}", name=f"Place number {number}", lon=13.0, lat=32.0,
                    country_code="LY", feature_class=FeatureClass.SPOT, feature_code="CAMP", radius_m=1000.0,
                )
            )
            for number in range(3000)
        ],
        source="test", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    assert own.layer() is not None
    path = next(tmp_path.glob("own-*.index"))
    whole = path.read_bytes()
    middle = whole.index(b"own:ly-place-1500")
    path.write_bytes(whole[:middle] + b"?" + whole[middle + 1 :])
    with caplog.at_level(logging.INFO):
        assert own.layer() is not None
    assert "is being built" in caplog.text
    IndexFile(path).verify()
    assert path.read_bytes() == whole
