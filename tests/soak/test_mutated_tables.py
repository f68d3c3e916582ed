"""Thousands of damaged tables of each kind: each is read or refused with a sentence, none crashes, hangs or opens another file."""

import io
import random
import signal
import sys
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from events.datasets import EventRow
from events.datasets.row import Reject
from events.datasets.tables import guess_mapping, open_table, rows
from events.errors import UnreadableDataError
from gazetteer import Gazetteer, open_gazetteer
from tests.events.made_tables import KINDS, zipped

pytestmark = pytest.mark.soak
TRIES_OF_EACH = 300
_LONGEST_S = 20
# What strangers put where a library may follow it, count on it or nest in it.
_PIECES = (
    b"/vsicurl/http://192.0.2.1/a", b"/etc/passwd", b'<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;", b"=cmd|'/c calc'!A1",
    b"\x00" * 8, b"\xff" * 8, b"9" * 400, b"1e999", b"-1", b"NaN", b'"', b"[" * 300, b"{" * 300, b"<a>" * 200, b"'; DROP TABLE event;--",
    b"\xe2\x80\xae", b"\xed\xa0\x80", b"POLYGON((((((", b"4294967295", b"9223372036854775808", b"99/99/9999", b"0000-00-00",
)  # fmt: skip


@contextmanager
def _no_longer(seconds: int) -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise TimeoutError("hangs")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(6):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                made[at:at] = chance.choice(_PIECES)
            case 2:
                made[at : at + chance.randrange(1, 40)] = b""
            case 3:
                made[at:at] = made[at : at + chance.randrange(1, 400)]
            case 4:
                made[at : at + 4] = chance.choice(_PIECES)[:4]
            case _:
                if chance.random() < 0.2:
                    made = made[:at]
    return bytes(made)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """Return an archive of which one file is damaged, and whose sums are right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(members))
    return zipped({**members, name: _mutated(members[name], chance)})


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="module")
def opened() -> list[str]:
    """Return the files that Python opened since; those of GDAL lie in a folder of ours."""
    names: list[str] = []
    sys.addaudithook(lambda event, args: names.append(str(args[0])) if event == "open" else None)
    return names


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_table_is_read_or_refused(kind: str, gazetteer: Gazetteer, opened: list[str]) -> None:
    chance = random.Random(f"tables {kind}")
    whole = KINDS[kind]()
    seen: Counter[str] = Counter()
    opened.clear()
    for attempt in range(TRIES_OF_EACH):
        is_packed = whole.startswith(b"PK") and chance.random() < 0.7
        data = _repacked(whole, chance) if is_packed else _mutated(whole, chance)
        try:
            with _no_longer(_LONGEST_S), warnings.catch_warnings():
                # GDAL and numpy warn of what they mend
                warnings.simplefilter("ignore")
                table = open_table(data)
                for row in rows(table, guess_mapping(table, gazetteer).mapping, gazetteer):
                    assert isinstance(row, EventRow | Reject)
                    seen[type(row).__name__] += 1
        except UnreadableDataError as error:
            seen["refused" if str(error).endswith(".") else f"no sentence: {error}"] += 1
        except Exception as error:
            raise AssertionError(f"try {attempt} of {kind}: {data[:300]!r}") from error
    assert not [name for name in opened if "passwd" in name or "vsicurl" in name]
    assert seen["EventRow"]
    assert set(seen) <= {"EventRow", "Reject", "refused"}


def test_there_are_five_thousand_tries() -> None:
    assert TRIES_OF_EACH * len(KINDS) >= 5_000
