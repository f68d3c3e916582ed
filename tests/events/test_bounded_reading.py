"""What reads documents has bounds on memory and time: a document that would take gigabytes, or hours, ends with a sentence."""

import io
import re
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from pypdf import PdfReader, PdfWriter

from events.intake import Kind
from events.intake.bounded import MEMORY_BYTES, BoundedReader
from events.intake.pdf import read_pdf
from tests.events.intake_files import MORE, STORY, made_docx, made_pdf, made_zip

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells what a process takes")
# Below the bound: the readers' own limits end these first.
_PEAK_BYTES = 600_000_000
_CPU_S = 4
_LARGE = 300_000_000


def _deep_docx() -> bytes:
    """Return a Word document of paragraphs within paragraphs, none of which has words."""
    space, depth = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", 100_000
    return made_docx(body=f'<w:p xmlns:w="{space}">' + "<w:p>" * depth + "</w:p>" * depth + "</w:p>")


def _with_stream(packed: bytes, filters: bytes) -> bytes:
    pdf = made_pdf(STORY)
    at = pdf.index(b"<</Length")
    end = pdf.index(b"endstream", at)
    return pdf[:at] + b"<</Length %d/Filter%s>>stream\n%s\n" % (len(packed), filters, packed) + pdf[end:]


def _packed_pdf(packings: int) -> bytes:
    """Return a PDF whose page unpacks to hundreds of megabytes, packed once or more."""
    packed = bytes(_LARGE)
    for _ in range(packings):
        packed = zlib.compress(packed, 1)
    return _with_stream(packed, b"[" + b"/FlateDecode" * packings + b"]")


def _many_commands_pdf() -> bytes:
    """Return a PDF whose page is as long as the library lets it be, all commands: hours of work."""
    return _with_stream(zlib.compress(b"BT (a) Tj ET " * 4_500_000, 1), b"/FlateDecode")


BOMBS = {
    "deep docx": (Kind.WORD, _deep_docx, "It holds no text, pictures at most."),
    "large docx": (
        Kind.WORD,
        lambda: made_zip({"word/document.xml": bytes(_LARGE)}),
        "It unpacks to 300 MB, more than a report has",
    ),
    "large pdf": (Kind.PDF, lambda: _packed_pdf(1), "(a PDF bomb). Save its text as .txt"),
    "large pdf packed thrice": (Kind.PDF, lambda: _packed_pdf(3), "(a PDF bomb). Save its text as .txt"),
    "long pdf": (Kind.PDF, _many_commands_pdf, "more time or memory than any report does; it was given up"),
}


def _peak_bytes(pid: int) -> int:
    """Return the most memory that a process had so far; 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


@contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """Look at a process again and again, and give what it had at most."""
    peaks, over = [0], Event()

    def look() -> None:
        while not over.wait(0.02):
            peaks.append(_peak_bytes(pid))

    thread = Thread(target=look, daemon=True)
    thread.start()
    yield peaks
    peaks.append(_peak_bytes(pid))
    over.set()
    thread.join()


@pytest.mark.parametrize(
    "bomb", [pytest.param(name, marks=() if name == "large docx" else pytest.mark.soak) for name in BOMBS]
)
def test_a_bomb_ends_with_a_sentence_within_the_bounds_and_the_next_document_is_read(bomb: str) -> None:
    kind, made, reason = BOMBS[bomb]
    data = made()
    with BoundedReader(cpu_s=_CPU_S) as reader:
        first = reader.read(Kind.WORD, made_docx(STORY))
        assert reader._process is not None
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with (
            _watched(reader._process.pid) as peaks,
            pytest.raises(ValueError, match=re.escape(reason)),
        ):
            reader.read(kind, data)
        assert reader.read(Kind.WORD, made_docx(STORY)) == first
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Two processes started, and the second's whole bound.
    assert used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime < 2 * _CPU_S + 10
    assert 50_000_000 < max(peaks) < _PEAK_BYTES


_HUNGRY = """
import sys
from events.intake import reading_process as process
from events.intake.document import Kind
process._bound_memory()
words = process._READERS[Kind.WORD]
process._READERS[Kind.PDF] = lambda data: [bytearray(50_000_000) for _ in range(200)]
print(process.answer({"kind": Kind.PDF.value, "charset": ""}, b"x")["error"])
print(process.answer({"kind": Kind.WORD.value, "charset": ""}, sys.stdin.buffer.read())["text"])
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


@pytest.mark.soak
def test_a_reader_that_wants_ten_gigabytes_gets_what_is_allowed_and_reads_on() -> None:
    """Whatever a library's own limits leave: here a reader that takes ten gigabytes, and writes to each byte."""
    done = subprocess.run(
        [sys.executable, "-c", _HUNGRY], input=made_docx(STORY), cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    error, *text, peak = done.stdout.decode().splitlines()
    assert error == "Reading it takes more memory than any report does. Save its text as .txt and give that."
    assert text[0] == STORY
    assert int(peak) * 1024 < MEMORY_BYTES + _PEAK_BYTES


def _encrypted(algorithm: str, *, password: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(made_pdf(STORY, MORE))))
    writer.encrypt(password, owner_password="of the owner", algorithm=algorithm)
    writer.write(out)
    return out.getvalue()


def _as_aes_128(pdf: bytes) -> bytes:
    """Return an encrypted PDF that says AES-128: its keys are made as RC4's of the same length are."""
    aes = b"/V 4\n/R 4\n/CF<</StdCF<</CFM/AESV2/AuthEvent/DocOpen/Length 16>>>>/StmF/StdCF/StrF/StdCF\n"
    changed, number = re.subn(rb"/V 2\s+/R 3\s", aes, pdf)
    assert number == 1
    # The table at the end is not where it says any more, as in many a PDF that a program changed: it is searched for.
    return changed


def _as_aes_256(pdf: bytes) -> bytes:
    aes = b"/V 5\n/R 6\n/OE<%s>/UE<%s>/Perms<%s>" % (b"ab" * 32, b"cd" * 32, b"ef" * 16)
    aes += b"/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF\n"
    changed, number = re.subn(rb"/V 2\s+/R 3\s", aes, pdf)
    assert number == 1
    for name in (b"/O", b"/U"):
        changed, number = re.subn(re.escape(name) + rb" <[0-9a-fA-F]+>", name + b" <" + b"12" * 48 + b">", changed)
        assert number == 1
    return changed


@pytest.mark.parametrize("as_aes", [_as_aes_128, _as_aes_256])
def test_a_pdf_encrypted_with_aes_says_so_and_what_to_do(as_aes: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError, match=re.escape("It is encrypted (AES). Open it in a viewer, with its password")):
        read_pdf(as_aes(_encrypted("RC4-128")))


def test_an_older_pdf_that_only_forbids_printing_is_read() -> None:
    assert STORY in read_pdf(_encrypted("RC4-128")).text
    with pytest.raises(ValueError, match=re.escape("It is encrypted. Open it with its password")):
        read_pdf(_encrypted("RC4-128", password="secret"))
