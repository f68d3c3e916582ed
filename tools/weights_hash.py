"""The hash of weights, where their source is told."""

import hashlib
import re
from pathlib import Path


def write_hash(weights: Path) -> None:
    """Write the hash of a file of ``data/weights`` into the entry that ``data/SOURCES.toml`` has for it."""
    sources = weights.parents[1] / "SOURCES.toml"
    told = sources.read_text(encoding="utf-8")
    entry = re.compile(rf'(\[files\."weights/{re.escape(weights.name)}"\].*?sha256 = )"\w*"', re.DOTALL)
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    sources.write_text(entry.sub(rf'\1"{digest}"', told), encoding="utf-8")
