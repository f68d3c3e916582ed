"""Names, tables and index files from strangers: each is answered or refused in words, none breaks anything."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from gazetteer import BadPlacesFileError, Gazetteer, OwnPlaces, geoparse, index_path, open_gazetteer, read_table
from gazetteer.__main__ import cli

ROOT = Path(__file__).parents[2]
HOSTILE = {
    "empty": "", "blank": " \t", "ten thousand letters": "a" * 10_000, "ten thousand words": "al " * 10_000,
    "control": "\x00\x07\x1b[2J", "right to left": "\u202eTripoli\u2066", "regex": "(.*)+[", "lone surrogate": "\ud800",
    "template": "{listed} {0} %s", "query": "'; DROP TABLE own_place; --", "accents": "é" * 5_000,
}  # fmt: skip
names = pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
# Builds in the place of the real index, slowly; each builder leaves a line.
BUILDER = """
import sys, time
from pathlib import Path
import numpy as np
from gazetteer import build
from gazetteer.index import write_index
def tiny(path, progress=None):
    with open(sys.argv[1], "a") as told:
        told.write("built\\n")
    time.sleep(float(sys.argv[2]))
    write_index(path, {"a": np.arange(3, dtype="<u4")}, {"version": "tiny"})
build.build_index = tiny
print(build.open_index().about["version"])
"""


@names
def test_a_column_keeps_its_length_whatever_stands_in_it(name: str, gazetteer: Gazetteer) -> None:
    column = gazetteer.lookup_column([name, "Misrata", name], country="LY")
    assert column.place_ids[1] == "gn:2214846"
    # Signs that turn the direction of writing are no part of a name.
    assert np.isnan(column.lon[[0, 2]]).all() == ("Tripoli" not in name)


@names
def test_a_text_with_it_still_gives_its_other_places(name: str, gazetteer: Gazetteer) -> None:
    found = geoparse(f"Clashes near Misrata in Libya.\n\n{name}\n\nShells hit Aleppo in Syria.", gazetteer)
    assert {"gn:2214846", "gn:170063"} <= {r.place.place_id for r in found if r.place is not None}


@names
def test_a_row_with_it_is_kept_as_written_or_refused_with_a_reason(name: str, gazetteer: Gazetteer) -> None:
    content = f'name,lon,lat\n"{name}",13,32\nGood post,13.1,32\n'.encode("utf-8", "surrogatepass")
    if b"\0" in content:
        with pytest.raises(BadPlacesFileError, match="Save the table as CSV"):
            read_table(content, gazetteer)
        return
    table = read_table(content, gazetteer)
    assert table.places[-1].place.name == "Good post"
    assert len(table.places) + len(table.bad) == 2
    assert all(row.reason for row in table.bad)


@pytest.mark.parametrize("name", ["", "(.*)+[", "\u202eTripoli", "{listed}", "a" * 10_000])
def test_the_command_answers_it_without_a_traceback(name: str, home: Path) -> None:
    for words in (["search", name], ["search", name, "--country", "LY", "--json"]):
        result = CliRunner().invoke(cli, words)
        assert result.exit_code in {0, 1, 2}
        assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_place_called_like_a_template_is_found_under_just_that_name(gazetteer: Gazetteer, tmp_path: Path) -> None:
    table = read_table(b"name,lon,lat\nBase {listed} {0},13,32\n", gazetteer)
    path = tmp_path / "mine.sqlite"
    OwnPlaces(path, read_only=False).add(table.places, source="x", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    best = open_gazetteer(project=path).lookup("base {Listed} {0}", country="LY")[0]
    assert best.place.name == "Base {listed} {0}"
    assert any(reason.endswith("Base {listed} {0}") for reason in best.reasons)


@pytest.mark.parametrize("damage", ["cut", "overwritten", "empty"])
def test_a_damaged_index_of_ones_own_places_is_built_anew(
    damage: str, gazetteer: Gazetteer, tmp_path: Path, home: Path
) -> None:
    path = tmp_path / "mine.sqlite"
    places = OwnPlaces(path, read_only=False)
    table = read_table(f"name,lon,lat\nDamaged {damage} post,13,32\n".encode(), gazetteer)
    places.add(table.places, source="x", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    layer = places.layer()
    assert layer is not None
    file = layer.index.path
    content = file.read_bytes()
    file.unlink()
    file.write_bytes({"cut": content[:-200], "overwritten": b"x" * len(content), "empty": b""}[damage])
    assert open_gazetteer(project=path).lookup(f"Damaged {damage} post", country="LY")[0].score > 0.8
    assert file.read_bytes() == content
    file.unlink()


def _builder(home: Path, pause_s: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(home / "told"), str(pause_s)],
        cwd=ROOT, env={**os.environ, "DATELINE_HOME": str(home)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_of_two_processes_that_would_build_the_index_one_waits_for_the_other(tmp_path: Path) -> None:
    both = [_builder(tmp_path, 1.0) for _ in range(2)]
    assert [each.communicate(timeout=120)[0].strip() for each in both] == ["tiny", "tiny"]
    assert (tmp_path / "told").read_text(encoding="utf-8") == "built\n"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_builder_that_is_killed_leaves_no_index_and_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = _builder(tmp_path, 600.0)
    deadline = time.monotonic() + 60
    while not (tmp_path / "told").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=30)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    assert not index_path().exists()
    assert _builder(tmp_path, 0.0).communicate(timeout=120)[0].strip() == "tiny"
