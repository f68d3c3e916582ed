"""A progress line for a terminal: to stderr, so that rows stay clean."""

import sys
from types import TracebackType

_WIDTH = 30


class ProgressLine:
    """Draws share and words on one line; in a log file, one line each time the words change."""

    def __init__(self) -> None:
        self._last = ""
        self._drawn = False

    def __enter__(self) -> "ProgressLine":
        return self

    def __call__(self, share: float, words: str) -> None:
        """Show a share from 0 to 1 and words."""
        stage = words.split(" (", maxsplit=1)[0]
        if sys.stderr.isatty():
            filled = round(share * _WIDTH)
            sys.stderr.write(f"\r\033[K[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%} {words}")
            self._drawn = True
        elif stage != self._last:
            sys.stderr.write(f"{words}\n")
        self._last = stage
        sys.stderr.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            sys.stderr.write("\n")
