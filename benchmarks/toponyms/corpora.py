"""LGL and GeoWebNews: news texts whose toponyms people marked; they stay in ../shared, and nothing of them is committed."""

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "toponyms"
NAMES = {"lgl": "LGL", "geowebnews": "GeoWebNews"}
# GeoWebNews marks these too, but no place is meant by them (Gritta et al. 2019, table 2).
_NO_PLACE = frozenset({"Language", "Homonym", "Non_Toponym", "Literal_Expression", "Non_Lit_Expression"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A toponym that people marked: ``point`` is (lon, lat), None where they gave none; ``kind`` a GeoNames code or ""."""

    text: str
    point: tuple[float, float] | None
    kind: str
    country: str
    geonames_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and its gold toponyms by their spans; ``adjectives`` the spans of demonyms ("Libyan")."""

    text: str
    gold: dict[Span, Gold]
    adjectives: frozenset[Span]

    @property
    def placed(self) -> list[Span]:
        """The spans whose place is known, in text order."""
        return sorted(span for span, gold in self.gold.items() if gold.point is not None)


def is_there() -> bool:
    """Return whether the corpora are on this machine."""
    return all((FOLDER / f"{name}.jsonl.gz").is_file() for name in NAMES)


@cache
def load(name: str) -> tuple[Document, ...]:
    """Return a corpus' documents, in its order."""
    with gzip.open(FOLDER / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return tuple(_document(json.loads(line)) for line in lines)


@cache
def _demonyms() -> frozenset[str]:
    lines = (FOLDER / "demonyms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().strip("c").strip('"').lower() for line in lines)


def _document(row: dict[str, Any]) -> Document:
    gold, adjectives = {}, set()
    for each in row["toponyms"]:
        span = (each["start"], each["end"])
        is_adjective = each.get("mod") == "Adjective" or each["phrase"].lower() in _demonyms()
        if is_adjective or each["type"] == "Demonym":
            adjectives.add(span)
            continue
        if each["type"] in _NO_PLACE:
            continue
        point = None if each.get("lat") is None else (each["lon"], each["lat"])
        gold[span] = Gold(
            text=each["phrase"],
            point=point,
            kind=each.get("fcode") or "",
            country=each.get("country") or "",
            geonames_id=int(each["gid"]) if each.get("gid") else None,
        )
    return Document(text=row["text"], gold=gold, adjectives=frozenset(adjectives))
