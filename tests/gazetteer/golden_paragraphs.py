"""Golden paragraphs: whole texts of which every place is marked, and what geoparse makes of them."""

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer import Gazetteer, Resolution, geoparse
from tests.gazetteer.golden_places import GoldenPlace, Verdict, distance_km

_CASES = Path(__file__).parents[1] / "cases"
# "[Homs]", "[Авдеевке|Avdiivka]" with its key in the table, "[?Aleppo] University" for what need not be answered.
_MARK = re.compile(r"\[(\?)?([^\]|]+)(?:\|([^\]]+))?\]")
_ISO = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A marked name at ``text[start:end]``: a place, or a country by its ISO code; with ``is_optional`` one inside another name."""

    start: int
    end: int
    name: str
    place: GoldenPlace | None = None
    country_code: str | None = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A text and its marked names, in text order."""

    kind: str
    text: str
    names: tuple[Named, ...]

    @property
    def places(self) -> list[Named]:
        """Return the names that must be found."""
        return [named for named in self.names if not named.is_optional]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict on one marked name, or (``named`` None) on an answer where no place is meant."""

    verdict: Verdict
    named: Named | None
    told: str
    context: str

    def __str__(self) -> str:
        name = "no place" if self.named is None else self.named.name
        return f"{self.verdict}: {name} -> {self.told} | {self.context}"


@cache
def read_places() -> dict[str, GoldenPlace]:
    """Read the truth of every key, whatever language names it."""
    with (_CASES / "paragraph_places.tsv").open(encoding="utf-8", newline="") as lines:
        return {
            row["key"]: GoldenPlace(
                name=row["key"],
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                tolerance_km=float(row["tolerance_km"]),
                kind="",
                evidence=row["evidence"],
                sampled="",
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


@cache
def read_paragraphs(language: str) -> tuple[Paragraph, ...]:
    """Read the paragraphs of a language (ISO 639-1)."""
    table = tomllib.loads((_CASES / f"paragraphs_{language}.toml").read_text(encoding="utf-8"))
    return tuple(_unmarked(each["kind"], each["text"]) for each in table["paragraph"])


def _unmarked(kind: str, marked: str) -> Paragraph:
    text, at, names = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        optional, name, key = match[1], match[2], match[3] or match[2]
        is_country = _ISO.fullmatch(key) is not None
        names.append(
            Named(
                start=len(text),
                end=len(text) + len(name),
                name=name,
                place=None if is_country else read_places()[key],
                country_code=key if is_country else None,
                is_optional=bool(optional),
            )
        )
        text, at = text + name, match.end()
    return Paragraph(kind=kind, text=text + marked[at:], names=tuple(names))


def judge_paragraph(paragraph: Paragraph, gazetteer: Gazetteer) -> Iterator[Judged]:
    """Yield a verdict on each marked place, and one on each answer where none is meant.

    Right is the exact span, placed within the tolerance, or in the country meant and on a country. Wrong is placed
    elsewhere, or placed where no place is meant. None is not found, not placed, or the right place under another span;
    coarse is an area that says of itself that it is rough, and covers the truth. A name inside another counts only where
    it is placed elsewhere.
    """
    answers = geoparse(paragraph.text, gazetteer)
    left = [answer for answer in answers if answer.place is not None]
    for named in paragraph.names:
        here = [a for a in answers if a.toponym.start < named.end and named.start < a.toponym.end]
        left = [answer for answer in left if answer not in here]
        context, verdict = _context(paragraph.text, named.start, named.end), _verdict(named, here)
        if not named.is_optional:
            yield Judged(verdict=verdict, named=named, told=_told(here, named), context=context)
        elif verdict is Verdict.WRONG:
            yield Judged(verdict=verdict, named=None, told=_told(here, named), context=context)
    for answer in left:
        context = _context(paragraph.text, answer.toponym.start, answer.toponym.end)
        yield Judged(verdict=Verdict.WRONG, named=None, told=_told([answer]), context=context)


def judge_inside(paragraph: Paragraph, gazetteer: Gazetteer) -> Iterator[Judged]:
    """Yield a verdict on each name inside another: what need not be answered must be no other place."""
    answers = geoparse(paragraph.text, gazetteer)
    for named in paragraph.names:
        if named.is_optional:
            here = [a for a in answers if a.toponym.start < named.end and named.start < a.toponym.end]
            context = _context(paragraph.text, named.start, named.end)
            yield Judged(verdict=_verdict(named, here), named=named, told=_told(here, named), context=context)


def _verdict(named: Named, answers: Sequence[Resolution]) -> Verdict:
    verdicts = [_placed(named, answer) for answer in answers]
    is_exact = len(answers) == 1 and (answers[0].toponym.start, answers[0].toponym.end) == (named.start, named.end)
    if Verdict.WRONG in verdicts:
        return Verdict.WRONG
    return verdicts[0] if is_exact else Verdict.NONE


def _placed(named: Named, answer: Resolution) -> Verdict:
    place = answer.place
    if place is None:
        return Verdict.NONE
    if named.place is None:
        is_country = place.feature_code.startswith("PCL") or place.feature_code == "TERR"
        return Verdict.RIGHT if is_country and place.country_code == named.country_code else Verdict.WRONG
    away_km = distance_km(named.place, place.lon, place.lat)
    if away_km <= named.place.tolerance_km:
        return Verdict.RIGHT
    is_coarse = answer.radius_m is not None and place.is_rough and away_km * 1000 <= answer.radius_m
    return Verdict.COARSE if is_coarse else Verdict.WRONG


def _told(answers: Sequence[Resolution], named: Named | None = None) -> str:
    told = []
    for answer in answers:
        place, truth = answer.place, named.place if named else None
        away = f", {distance_km(truth, place.lon, place.lat):.0f} km off" if place and truth else ""
        placed = (
            f"{place.name} {place.place_id} {place.country_code} {place.feature_code}{away}" if place else "not placed"
        )
        told.append(f"{answer.toponym.text!r} {placed}")
    return "; ".join(told) or "not found"


def _context(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 25) : start]}[{text[start:end]}]{text[end : end + 25]}".replace("\n", " / ")


def share_of_gold(verdicts: Sequence[Judged], verdict: Verdict) -> float:
    """Return how many there are of a verdict for one marked place; answers where no place is meant count above the line."""
    return sum(each.verdict is verdict for each in verdicts) / sum(each.named is not None for each in verdicts)
