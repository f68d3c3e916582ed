"""The command line in this process: the same words, bytes and exit status, without starting Python and its libraries anew."""

import contextlib
import io
import os
import runpy
import sys
import warnings
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

ROOT = Path(__file__).parents[1]


def run_here(*words: object, stdin: bytes = b"") -> CompletedProcess[bytes]:
    """Run ``python -m`` with these words as a module of this process; an exception that nobody expects is raised."""
    room, *arguments = map(str, words)
    entered, written, said = (
        io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors=errors, write_through=True)
        for data, errors in ((stdin, "strict"), (b"", "strict"), (b"", "backslashreplace"))
    )
    status: str | int | None = 0
    with (
        contextlib.chdir(ROOT),
        mock.patch.object(sys, "argv", [room, *arguments]),
        mock.patch.object(sys, "stdin", entered),
        contextlib.redirect_stdout(written),
        contextlib.redirect_stderr(said),
        mock.patch.dict(os.environ),
        warnings.catch_warnings(),
    ):
        # A test may have imported the module before, which runpy warns of.
        warnings.filterwarnings("ignore", message=".* found in sys.modules", category=RuntimeWarning)
        try:
            runpy.run_module(room, run_name="__main__", alter_sys=True)
        except SystemExit as end:
            status = end.code
    code = status if isinstance(status, int) else 0 if status is None else 1
    return CompletedProcess([room, *arguments], code, written.buffer.getvalue(), said.buffer.getvalue())
