"""A local log file: what went wrong and when, never what a report says."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from gazetteer import data_dir

_LOG = logging.getLogger("dateline")


def log_path() -> Path:
    """Return where the log is kept."""
    return data_dir() / "logs" / "dateline.log"


def start_log() -> None:
    """Open the log file once; where it cannot be written, the app works without."""
    if _LOG.handlers:
        return
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            log_path(), maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)


def log_failure(where: str, error: BaseException) -> None:
    """Record a failure: its kind and the lines of code it came through, not its words, which may quote a report."""
    steps = []
    trace = error.__traceback__
    while trace is not None:
        steps.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    _LOG.error("%s: %s at %s", where, type(error).__name__, " > ".join(steps[-8:]))
