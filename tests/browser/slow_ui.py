"""The app on a machine that reads a large project slowly: half of it, the rest when the file ``go-on`` is in its data folder.

``python -m tests.browser.slow_ui`` is ``python -m ui`` but for that.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from events import opening
from events.changes import Record, all_records
from ui.__main__ import main

_TURN_S = 0.1


def _slowly(connection: sa.Connection) -> Iterator[list[Record | None]]:
    go_on = Path(os.environ["DATELINE_HOME"]) / "go-on"
    batches = list(all_records(connection))
    for number, batch in enumerate(batches):
        while number == len(batches) // 2 and not go_on.exists():
            time.sleep(_TURN_S)
            yield []
        yield batch


if __name__ == "__main__":
    opening.all_records = _slowly
    main()
