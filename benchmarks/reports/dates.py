"""Dates of a day in AQUAINT's news (TempEval-3, research use): found, and no others, beside recognizers-text and dateparser."""

import datetime as dt
import html
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from benchmarks.reports.corpora import Span, corpus
from benchmarks.reports.figures import Figure, Part, share
from events import find_dates

Days = list[tuple[Span, dt.date]]
Finder = Callable[[str, dt.date], Days]
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_WRITTEN = re.compile(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What a phrase is, by its words, to say which are missed.
_KINDS = (
    ("with a year", re.compile(r"\b(?:1[89]|20)\d\d\b")),
    ("month and day", re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? +\d|\d +(?:of +)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)),
    ("weekday", re.compile(r"day\b(?<!today)(?<!yesterday)(?<!holiday)(?<!a day)(?<!the day)", re.IGNORECASE)),
    ("today, tonight, yesterday, tomorrow", re.compile(r"\b(?:to(?:day|night|morrow)|yesterday|last night|this (?:morning|afternoon|evening))\b", re.IGNORECASE)),
    ("days away", re.compile(r"\bdays?\b.*\b(?:ago|before|after|earlier|later)|\bday (?:before|after)\b|\bsame day\b|\bthat (?:day|night)\b", re.IGNORECASE)),
    ("in figures", re.compile(r"\d+[/.-]\d+|\d{6,}")),
    ("time of day alone", re.compile(r"\d|\b(?:noon|midnight|morning|afternoon|evening|night|now|moment)\b", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, the day on which it was written, the days that people marked in it, and what else they marked."""

    text: str
    written: dt.date
    days: Days
    coarser: tuple[Span, ...]


def load() -> tuple[Document, ...]:
    """Return the documents in the order of their names."""
    paths = sorted(corpus("temporal", "AQUAINT").glob("*.tml"))
    return tuple(_document(path.read_text(encoding="utf-8", errors="replace")) for path in paths)


def _document(raw: str) -> Document:
    written = _WRITTEN.search(raw) or next(m for m in _creation_times(raw))
    body = raw.partition("<TEXT>")[2].partition("</TEXT>")[0]
    parts: list[str] = []
    days: Days = []
    coarser: list[Span] = []
    opened: list[tuple[int, dict[str, str]]] = []
    at = length = 0
    for tag in [*_TAG.finditer(body), None]:
        parts.append(html.unescape(body[at : tag.start() if tag else None]))
        length += len(parts[-1])
        at = tag.end() if tag else at
        if tag is None or tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            opened.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
            continue
        start, said = opened.pop()
        value = said.get("value", "")
        if said.get("type") in {"DATE", "TIME"} and _DAY.match(value):
            days.append(((start, length), dt.date.fromisoformat(value[:10])))
        else:
            coarser.append((start, length))
    return Document(
        text="".join(parts), written=dt.date.fromisoformat(written[1][:10]), days=days, coarser=tuple(coarser)
    )


def _creation_times(raw: str) -> Iterator[re.Match[str]]:
    for tag in _TAG.finditer(raw):
        if "CREATION_TIME" in tag[3] and (value := re.search(r'value="(\d{4}-\d\d-\d\d)', tag[3])):
            yield value


def _ours(text: str, written: dt.date) -> Days:
    found = find_dates(text, anchor=written)
    return [((m.start, m.end), m.date_start) for m in found if m.date_prec == 1 and m.date_start == m.date_end]


def _recognizers() -> Finder:
    read = import_module("recognizers_date_time").recognize_datetime
    english = import_module("recognizers_text").Culture.English

    def find(text: str, written: dt.date) -> Days:
        found: Days = []
        # Line by line: behind the breaks of a longer text its spans are letters off, and what they cut has no day.
        for line in re.finditer(r"[^\n]+", text):
            for each in read(line[0], english, reference=dt.datetime.combine(written, dt.time())):
                day = _chosen((each.resolution or {}).get("values") or [], written)
                if day is not None:
                    found.append(((line.start() + each.start, line.start() + each.end + 1), day))
        return found

    return find


def _chosen(values: list[dict[str, str]], written: dt.date) -> dt.date | None:
    """Return the day that serves news best of those that recognizers-text leaves open.

    Of a weekday the last one, and the day of writing itself, which it puts a week back; of a day without a year the nearest.
    """
    values = [each for each in values if each.get("type") in {"date", "datetime", "datetimerange"}]
    read = [(each.get("timex", ""), each.get("value") or each.get("start") or "") for each in values]
    days = [(timex, dt.date.fromisoformat(value[:10])) for timex, value in read if _DAY.match(value)]
    if not days:
        return None
    timex, first = days[0]
    # A span of hours has the timex of its begin in parentheses.
    weekday = re.match(r"\(?XXXX-WXX-(\d)", timex)
    if weekday is not None:
        return written if int(weekday[1]) == written.isoweekday() else first
    return min((day for _, day in days), key=lambda day: abs(day - written))


def _dateparser() -> Finder:
    search = import_module("dateparser.search").search_dates

    def find(text: str, written: dt.date) -> Days:
        settings = {"RELATIVE_BASE": dt.datetime.combine(written, dt.time()), "PREFER_DATES_FROM": "past"}
        found: Days = []
        at = 0
        # It gives phrases without where they stand: each stands wherever the text has it next.
        for words, moment in search(text, languages=["en"], settings=settings) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append(((start, at), moment.date()))
        return found

    return find


def finders() -> tuple[dict[str, Finder], list[str]]:
    """Return ours and the rivals that are installed, and a line for each that is not."""
    found: dict[str, Finder] = {"Dateline": _ours}
    lines = []
    for name, make in (("recognizers-text", _recognizers), ("dateparser", _dateparser)):
        try:
            found[name] = make()
        except ImportError as error:
            lines.append(f"{name} could not be loaded ({error}): no figure of it.")
    return found, lines


def score(documents: Sequence[Document], find: Finder) -> tuple[float, float, float]:
    """Return recall and precision of days, and the documents a CPU second."""
    gold = found = met = right = 0
    before = time.process_time()
    answers = [find(document.text, document.written) for document in documents]
    cpu_s = time.process_time() - before
    for document, ours in zip(documents, answers, strict=True):
        gold += len(document.days)
        found += len(ours)
        met += sum(any(_meets(day, each) for each in ours) for day in document.days)
        right += sum(any(_meets(each, day) for day in document.days) for each in ours)
    return share(met, gold), share(right, found), share(len(documents), cpu_s)


def _overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _meets(one: tuple[Span, dt.date], other: tuple[Span, dt.date]) -> bool:
    return one[1] == other[1] and _overlaps(one[0], other[0])


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "other words, holidays")


def _misses(documents: Sequence[Document]) -> tuple[str, str]:
    """Say what kinds of phrases are missed, and what is found that people did not mark so."""
    missed: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for document in documents:
        ours = _ours(document.text, document.written)
        for span, day in document.days:
            if not any(_meets((span, day), each) for each in ours):
                is_read = any(_overlaps(span, at) for at, _ in ours)
                missed[_kind(document.text[slice(*span)]), "another day" if is_read else "not read as one day"] += 1
        for span, day in ours:
            if not any(_meets((span, day), each) for each in document.days):
                is_day = any(_overlaps(span, at) for at, _ in document.days)
                is_coarser = any(_overlaps(span, at) for at in document.coarser)
                why = "another day" if is_day else "marked as no single day" if is_coarser else "not marked at all"
                wrong[_kind(document.text[slice(*span)]), why] += 1
    return _counted("Days missed", missed), _counted("Days too many", wrong)


def _counted(title: str, counts: Counter[tuple[str, str]]) -> str:
    rows = [f"{kind}, {why} {count}" for (kind, why), count in counts.most_common()]
    return f"{title}, {counts.total()}: {' · '.join(rows)}."


def run() -> Part:
    """Score ours and the rivals."""
    documents = load()
    systems, lines = finders()
    scores = {name: score(documents, find) for name, find in systems.items()}
    recall, precision, _ = scores["Dateline"]
    rivals = {name: each for name, each in scores.items() if name != "Dateline"}
    gold = f"{sum(len(document.days) for document in documents):,} in {len(documents)} documents"
    speeds = ", ".join(f"{name} {each[2]:,.0f}" for name, each in scores.items())
    return Part(
        title="Dates (AQUAINT)",
        figures=(
            Figure(
                what="AQUAINT: days found", of=gold, value=recall, floor=0.88, aim=0.92,
                rivals=", ".join(f"{name} {each[0]:.3f}" for name, each in rivals.items()),
            ),
            Figure(
                what="AQUAINT: days found that are right", of="those found", value=precision, floor=0.88, aim=0.92,
                rivals=", ".join(f"{name} {each[1]:.3f}" for name, each in rivals.items()),
            ),
        ),
        notes=(
            "Gold: a TIMEX3 of type DATE or TIME whose value is a day or finer. Found: a date of ours with that single day overlaps it. Each text is read with the day on which it was written. recognizers-text reads line by line, and of the days that it leaves open it is given that which serves news best: the last such weekday or the day of writing itself, the nearest such day of a year.",
            f"Documents a CPU second: {speeds}.",
            *_misses(documents),
            *lines,
        ),
    )  # fmt: skip
