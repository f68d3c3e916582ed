"""Map files of an analyst's own: what is read, what is refused, where they are kept."""

import datetime as dt
import io
from pathlib import Path

import pytest

from geo import BasemapFileError, OwnBasemaps, read_pmtiles
from geo.own_basemaps import MOST_BASEMAPS
from tests.made_pmtiles import AREA, plain_png, pmtiles, vector_tile

NOW = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
SQUARE = [(11.0, 32.0), (12.0, 32.0), (12.0, 31.0), (11.0, 31.0)]
VECTOR = pmtiles(
    vector_tile({"water": [(AREA, SQUARE, {})]}), layers=["water"], attribution='<a href="x">&copy; Us</a> <b>2026'
)


def test_a_vector_file_says_its_layers_zooms_and_attribution_as_plain_text() -> None:
    found = read_pmtiles(io.BytesIO(VECTOR))
    assert found.is_vector
    assert found.layers == ("water",)
    assert (found.min_zoom, found.max_zoom) == (0, 0)
    assert found.attribution == "© Us 2026"
    assert found.bounds == (-180.0, -85.0, 180.0, 85.0)


def test_a_raster_file_has_no_layers() -> None:
    found = read_pmtiles(io.BytesIO(pmtiles(plain_png(1, 2, 3), tile_type=2, layers=["ignored"])))
    assert not found.is_vector
    assert found.layers == ()


def _with(at: int, *values: int) -> bytes:
    return VECTOR[:at] + bytes(values) + VECTOR[at + len(values) :]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no PMTiles"),
        (b"SQLite format 3\0" + b"\0" * 200, "no PMTiles"),
        (b"PMTiles", "within its first bytes"),
        (VECTOR[:100], "within its first bytes"),
        (_with(7, 2), "version 2"),
        (VECTOR[:-5], "cut short"),
        (VECTOR[:140], "cut short"),
        (_with(8, *b"\xff" * 8), "cut short"),
        (_with(97, 3), "compressed in a way"),
        (_with(98, 4), "compressed in a way"),
        (_with(99, 6), "of a kind"),
        (_with(100, 9, 3), "zoom levels"),
        (_with(127, 0, 0, 0, 0), "cannot be unpacked"),
    ],
)
def test_a_bad_file_ends_in_a_sentence_with_a_next_step(data: bytes, words: str) -> None:
    with pytest.raises(BasemapFileError, match=words) as error:
        read_pmtiles(io.BytesIO(data))
    assert str(error.value).endswith((".", "convert.", "that."))


def test_a_file_that_is_too_large_is_not_read() -> None:
    class Large(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            return 501 * 1024**2 if whence == 2 else super().seek(offset, whence)

    with pytest.raises(BasemapFileError, match="500 MB, this one has 501 MB"):
        read_pmtiles(Large(VECTOR))


def test_a_file_is_kept_beside_the_project_and_goes_with_its_number(tmp_path: Path) -> None:
    kept = OwnBasemaps(tmp_path / "default.sqlite", read_only=False)
    assert kept.all() == ()
    first = kept.add(" Libya  2026 ", io.BytesIO(VECTOR), attribution="© OSM", now=NOW)
    (found,) = kept.all()
    assert (found.name, found.attribution, found.about.layers) == ("Libya 2026", "© OSM", ("water",))
    file = kept.file(first)
    assert file == tmp_path / "default.basemaps" / f"{first}.pmtiles"
    assert file is not None
    assert file.read_bytes() == VECTOR
    assert kept.remove(first) == found
    assert kept.all() == ()
    assert kept.file(first) is None
    again = kept.add("Again", io.BytesIO(VECTOR), attribution="© OSM", now=NOW)
    assert again != first
    # what was removed before is deleted then
    assert [each.name for each in (tmp_path / "default.basemaps").iterdir()] == [f"{again}.pmtiles"]
    with pytest.raises(BasemapFileError, match="deleted by now"):
        kept.put_back(found)
    assert [each.basemap_id for each in kept.all()] == [again]


def test_a_removed_file_is_put_back_as_it_was(tmp_path: Path) -> None:
    kept = OwnBasemaps(tmp_path / "default.sqlite", read_only=False)
    first, second = (kept.add(name, io.BytesIO(VECTOR), attribution="© OSM", now=NOW) for name in ("A", "B"))
    before = kept.all()
    removed = kept.remove(first)
    assert removed is not None
    assert kept.file(first) is None
    kept.put_back(removed)
    assert kept.all() == before
    file = kept.file(first)
    assert file is not None
    assert file.read_bytes() == VECTOR
    kept.remove(first)
    kept.remove(second)
    assert [each.name for each in (tmp_path / "default.basemaps").iterdir()] == [f"{second}.removed"]
    assert kept.remove(99) is None


@pytest.mark.parametrize(
    ("name", "attribution"), [("", "© OSM"), ("Libya", " "), ("n" * 81, "© OSM"), ("n", "a" * 201)]
)
def test_a_file_without_name_or_attribution_is_refused(tmp_path: Path, name: str, attribution: str) -> None:
    kept = OwnBasemaps(tmp_path / "default.sqlite", read_only=False)
    with pytest.raises(BasemapFileError, match="letters"):
        kept.add(name, io.BytesIO(VECTOR), attribution=attribution, now=NOW)
    assert not (tmp_path / "default.basemaps").exists()


def test_a_project_keeps_only_so_many_files_and_copies_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = OwnBasemaps(tmp_path / "default.sqlite", read_only=False)
    for _ in range(MOST_BASEMAPS):
        kept.add("One", io.BytesIO(VECTOR), attribution="us", now=NOW)
    monkeypatch.setattr(OwnBasemaps, "_copy", lambda *_: pytest.fail("half a gigabyte would be copied in vain"))
    with pytest.raises(BasemapFileError, match="up to 6"):
        kept.add("Seven", io.BytesIO(VECTOR), attribution="us", now=NOW)
    assert len(list((tmp_path / "default.basemaps").iterdir())) == MOST_BASEMAPS
