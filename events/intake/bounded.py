"""Reading what may be a bomb: in a process of its own, with bounds on time and memory, that can be ended."""

import json
import os
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import IO, Any

from events.errors import UnreadableDocumentError
from events.intake.document import Attachment, Content, Kind, parse_day

_ROOT = Path(__file__).parents[2]
# Of processor time for one document; by the clock more, for a busy machine.
CPU_S, _WALL_S = 30, 120
MEMORY_BYTES = 1_500_000_000
# The kinds whose readers are not linear in the size of the file.
ISOLATED = frozenset({Kind.PAGE, Kind.WORD, Kind.PDF, Kind.MAIL})
_HEAD = 8


class BoundedReader:
    """Reads one document after another in a process that is started when it is first needed, and anew after it was ended.

    Parameters
    ----------
    wall_s, cpu_s
        Seconds that one document may take.
    """

    def __init__(self, *, wall_s: float = _WALL_S, cpu_s: int = CPU_S) -> None:
        self._wall_s, self._cpu_s = wall_s, cpu_s
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "BoundedReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, kind: Kind, data: bytes, *, charset: str = "") -> Content:
        """Return what a document holds.

        Raises
        ------
        UnreadableDocumentError
            If it gives no report, or takes more time or memory than one does.
        """
        process = self._running()
        late = Timer(self._wall_s, process.kill)
        late.daemon = True
        late.start()
        try:
            answer = self._ask(process, {"kind": kind.value, "charset": charset, "cpu_s": self._cpu_s}, data)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            raise UnreadableDocumentError(
                "Reading it took more time or memory than any report does; it was given up. Save its text as .txt and give that."
            ) from error
        finally:
            late.cancel()
        if "error" in answer:
            raise UnreadableDocumentError(str(answer["error"]))
        return _content(answer)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was still to be sent to a process that is gone
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            # One thread: each of a numeric library's threads would take its share of the memory that is allowed.
            env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "events.intake.reading_process"],
                cwd=_ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], head: dict[str, Any], data: bytes) -> dict[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        write_frame(process.stdin, json.dumps(head).encode())
        write_frame(process.stdin, data)
        answer: dict[str, Any] = json.loads(read_frame(process.stdout))
        return answer


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write bytes after their number, eight bytes long."""
    stream.write(len(data).to_bytes(_HEAD, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """Return what `write_frame` wrote.

    Raises
    ------
    EOFError
        If the other side is gone.
    """
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        raise EOFError
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _content(answer: dict[str, Any]) -> Content:
    files = tuple(Attachment(name=str(each["name"]), data=b64decode(each["data"])) for each in answer["attachments"])
    return Content(
        text=str(answer["text"]), title=str(answer["title"]), outlet=str(answer["outlet"]),
        published=parse_day(answer["published"]), language=str(answer["language"]),
        notes=tuple(str(note) for note in answer["notes"]), attachments=files,
    )  # fmt: skip
