"""The app's server as a copy of a process that has its libraries loaded: a start takes half of the processor's time.

What runs from there on is what ``python -m ui`` runs; ``test_serving`` starts that command itself.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from multiprocessing.context import ForkServerProcess
from pathlib import Path

ROOT = Path(__file__).parents[2]
IS_POSSIBLE = "forkserver" in multiprocessing.get_all_start_methods()
# No module of ours that gives Streamlit a component when it is imported: each server has to take that by itself.
_LOADED = ("ui.__main__", "geo", "tests.browser.ready_server")
_JOIN_S = 20


def start(environment: dict[str, str], log: Path) -> ForkServerProcess:
    """Start a server with an environment; what it says goes into a file."""
    copies = multiprocessing.get_context("forkserver")
    copies.set_forkserver_preload(list(_LOADED))
    process = copies.Process(target=_serve, args=(environment, str(log)))
    with contextlib.chdir(ROOT):  # the process that is copied finds our modules in its folder
        process.start()
    return process


def stop(process: ForkServerProcess) -> None:
    """Stop a server as Ctrl+C or a shutdown would, and wait for it."""
    process.terminate()
    process.join(_JOIN_S)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def _serve(environment: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with open(log, "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.argv = ["ui"]
    from ui.__main__ import main  # loaded before the process was copied

    main()
