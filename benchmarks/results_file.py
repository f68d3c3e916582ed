"""benchmarks/RESULTS.md: a section for each benchmark, with the command and the day."""

import datetime as dt
import re
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
_HEAD = "# Results\n\nWritten by the benchmarks. Wall times are of the machine named; ratios and CPU seconds travel further.\n"


def write_section(title: str, table: str, *, command: str) -> str:
    """Put tables into the section of a title, in place of those before; return the file's name."""
    day = dt.datetime.now(dt.UTC).date()
    section = f"## {title}\n\n`{command}`, {day.isoformat()}\n\n{table.strip()}\n"
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else _HEAD
    kept = re.sub(rf"\n## {re.escape(title)}\n.*?(?=\n## |\Z)", "", before, flags=re.DOTALL)
    RESULTS.write_text(f"{kept.rstrip()}\n\n{section}", encoding="utf-8")
    return RESULTS.name
