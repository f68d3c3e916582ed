"""The index is built once, opened fast, and never used damaged."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from gazetteer import Gazetteer, IndexBrokenError, open_gazetteer
from gazetteer import build as building
from gazetteer.build import index_path, open_index
from gazetteer.index import HashTable, IndexFile, hash_key, hash_keys, table_arrays, text_arrays, write_index


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.index"
    keys = [f"key {number}" for number in range(500)]
    arrays = table_arrays("t", hash_keys(keys), np.arange(500, dtype="<u4")) | text_arrays(
        "n", [b"one", b"", "zwölf".encode()]
    )
    write_index(path, arrays, {"version": "x"})
    return path


def test_what_was_written_is_read(small: Path) -> None:
    index = IndexFile(small)
    index.verify()
    table, texts = index.table("t"), index.texts("n")
    assert isinstance(table, HashTable)
    assert all(table.find(hash_key(f"key {number}")) == [number] for number in range(500))
    assert not table.holds(hash_key("key 500"))
    assert list(texts) == ["one", "", "zwölf"]


@pytest.mark.parametrize("damage", ["cut", "header", "body", "empty", "other"])
def test_a_damaged_index_is_refused(small: Path, damage: str) -> None:
    content = bytearray(small.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "header":
        content[40] ^= 255
    elif damage == "body":
        content[-60] ^= 255
    elif damage == "empty":
        content = bytearray()
    else:
        content = bytearray(b"SQLite format 3\0" * 100)
    small.write_bytes(content)
    with pytest.raises(IndexBrokenError, match="gazetteer build"):
        IndexFile(small).verify()


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_index(tmp_path / "x.index", {"a": np.arange(3, dtype="<u4")}, {})
    assert list(tmp_path.iterdir()) == []


def _tiny(path: Path, progress: object = None) -> None:
    time.sleep(0.2)
    write_index(path, {"a": np.arange(3, dtype="<u4")}, {"version": "tiny"})


def test_of_two_builders_one_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    built: list[Path] = []
    monkeypatch.setattr(building, "build_index", lambda path, progress: (built.append(path), _tiny(path)))
    with ThreadPoolExecutor(2) as pool:
        indexes = list(pool.map(lambda _: open_index(), range(2)))
    assert len(built) == 1
    assert {index.about["version"] for index in indexes} == {"tiny"}


def test_a_broken_index_is_built_anew_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.setattr(building, "build_index", _tiny)
    index_path().write_bytes(b"rubbish")
    assert open_index().about["version"] == "tiny"
    assert "built anew" in caplog.text


def test_damage_far_inside_a_file_is_noticed_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wide(path: Path, _: object = None) -> None:
        write_index(path, {"a": np.arange(100_000, dtype="<u4")}, {"version": "wide"})

    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.setattr(building, "build_index", wide)
    open_index()
    open_index()
    assert "built anew" not in caplog.text
    content = bytearray(index_path().read_bytes())
    content[len(content) // 2] ^= 255
    index_path().write_bytes(content)
    assert open_index().array("a")[50_000] == 50_000
    assert "built anew" in caplog.text


def test_the_index_opens_in_a_tenth_of_a_second(gazetteer: Gazetteer) -> None:
    best = min(_seconds_to_open() for _ in range(5))
    assert best < 0.1


def _seconds_to_open() -> float:
    before = time.process_time()
    open_gazetteer()
    return time.process_time() - before


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    names = ["Tripoli", "Aleppo", "Kyiv", "Goma", "Mosul", "Sanaa"] * 20
    expected = [gazetteer.lookup(name) for name in names]
    gate = threading.Barrier(4)

    def look_up(_: int) -> list[object]:
        fresh = open_gazetteer()
        gate.wait(timeout=30)
        return [fresh.lookup(name) for name in names]

    with ThreadPoolExecutor(4) as pool:
        assert all(answers == expected for answers in pool.map(look_up, range(4)))
