"""The places of MUC-4's answer keys (upper-case news, 1989 and 1990): whether their names are found, and placed in their country."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.reports.corpora import MissingCorpusError, corpus
from benchmarks.reports.templates import Place, parse_places
from benchmarks.toponyms.corpora import Span
from gazetteer import Gazetteer, Resolution, fold, geoparse


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and for each of its incidents the places any of which is right."""

    text: str
    slots: tuple[tuple[Place, ...], ...]


def load() -> tuple[Text, ...]:
    """Return the texts of which a key names more than a country, each place once; what is optional is left out."""
    texts = []
    with gzip.open(corpus("muc4", "dev.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            told = [
                parse_places(slots.get("INCIDENT: LOCATION", [""])[0])
                for slots in row["templates"]
                if "OPTIONAL" not in slots["MESSAGE: TEMPLATE"][0]
            ]
            slots = tuple(dict.fromkeys(places for places in told if any(place.inside for place in places)))
            if slots:
                texts.append(Text(row["text"], slots))
    return tuple(texts)


def is_named(written: str, name: str) -> bool:
    """Say whether words of a text are a key's name, or one of the two is a part of the other: "SAN SALVADOR CITY"."""
    one, other = set(fold(written).split(" ")), set(fold(name).split(" "))
    return one <= other or other <= one


def report(gazetteer: Gazetteer, rivals: dict[str, Callable[[str], list[Span]]]) -> Iterator[str]:
    """Yield the lines of the table, or one that says that the texts are not there."""
    try:
        texts = load()
    except MissingCorpusError:
        yield "\nMUC-4 (../shared/data/muc4) is not on this machine: no row for its places."
        return
    total = sum(len(each.slots) for each in texts)
    yield f"\n### MUC-4's places: {len(texts)} texts in capitals, {total:,} places of incidents below a country\n"
    yield "| | name found % | name found and placed in its country % |\n|---|---:|---:|"
    codes = _codes(texts, gazetteer)
    found = placed = 0
    for each in texts:
        read = [r for r in geoparse(each.text, gazetteer) if not r.is_adjective]
        for slot in each.slots:
            named = [(r, place) for place in slot for r in read if _is_meant(r.toponym.text, place)]
            found += bool(named)
            placed += any(_is_in(r, place, codes) for r, place in named)
    yield f"| Dateline | **{100 * found / total:.1f}** | **{100 * placed / total:.1f}** |"
    for name, find in rivals.items():
        count = 0
        for each in texts:
            # They need capitals to say something.
            spans = find(each.text.title())
            count += sum(
                any(_is_meant(each.text[a:b], place) for place in slot for a, b in spans) for slot in each.slots
            )
        yield f"| {name}, given the texts with capitals at each word | {100 * count / total:.1f} | – |"
    yield (
        "\nThe finest name that a key gives, as a toponym of ours or a part of one; keys give no coordinates, so that a namesake in the "
        "same country counts as right."
    )


def _is_meant(written: str, place: Place) -> bool:
    return bool(place.inside) and is_named(written, place.name)


def _is_in(resolution: Resolution, place: Place, codes: dict[str, str]) -> bool:
    code = codes[place.country]
    return code != "" and resolution.place is not None and resolution.place.country_code == code


def _codes(texts: Sequence[Text], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the ISO code of each country that a key names, "" where it is none."""
    names = {place.country for each in texts for slot in each.slots for place in slot}
    found = {name: [each.place for each in gazetteer.lookup(name)] for name in names}
    return {
        name: next((place.country_code for place in places if place.feature_code.startswith("PCL")), "")
        for name, places in found.items()
    }
