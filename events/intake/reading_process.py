"""The process in which `events.intake.bounded` has documents read; it ends when the other side does."""

import json
import os
import sys
from base64 import b64encode
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from events.errors import EventsError
from events.intake.bounded import MEMORY_BYTES, read_frame, write_frame
from events.intake.document import Content, Kind
from events.intake.mail import read_mail
from events.intake.page import read_page
from events.intake.pdf import read_pdf
from events.intake.word import read_word

_READERS: dict[Kind, Callable[[bytes], Content]] = {Kind.WORD: read_word, Kind.PDF: read_pdf, Kind.MAIL: read_mail}


def _bound_memory() -> None:
    """Allow so much memory beyond what the libraries take; where the system has no such bound, the clock alone ends a bomb."""
    if find_spec("resource") is None:
        return
    import resource  # noqa: PLC0415 - not on Windows

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        taken = pages * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY_BYTES, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        return


def _bound_time(seconds: int) -> None:
    if find_spec("resource") is None:
        return
    import resource  # noqa: PLC0415 - as above

    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


def answer(head: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return a document's content as JSON has it, or ``{"error"}`` with a sentence."""
    kind = Kind(head["kind"])
    try:
        found = read_page(data, charset=head["charset"]) if kind is Kind.PAGE else _READERS[kind](data)
    except EventsError as error:
        return {"error": str(error)}
    except (MemoryError, RecursionError):
        return {"error": "Reading it takes more memory than any report does. Save its text as .txt and give that."}
    except Exception as error:  # noqa: BLE001 - a stranger's file may make a library fail in any way; the person hears of it
        return {"error": f"It cannot be read ({type(error).__name__}). Save its text as .txt and give that."}
    return {
        "text": found.text, "title": found.title, "outlet": found.outlet,
        "published": found.published.isoformat() if found.published else None, "language": found.language,
        "notes": list(found.notes),
        "attachments": [{"name": each.name, "data": b64encode(each.data).decode()} for each in found.attachments],
    }  # fmt: skip


def main() -> None:
    """Answer one document after another."""
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _bound_memory()
    while True:
        try:
            head, data = json.loads(read_frame(asked)), read_frame(asked)
        except EOFError:
            return
        _bound_time(int(head["cpu_s"]))
        write_frame(told, json.dumps(answer(head, data)).encode())


if __name__ == "__main__":
    main()
