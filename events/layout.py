"""The parts of a report: title, captions, dateline, body, boilerplate; and its sentences, with spans."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parent / "data" / "layout.toml").read_text(encoding="utf-8"))


class Part(StrEnum):
    """What a stretch of a report is."""

    TITLE = "title"
    CAPTION = "caption"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, ``report.text[start:end]``; ``paragraph`` counts from 0."""

    start: int
    end: int
    text: str
    part: Part
    paragraph: int


_MONTH_NAMES = "Jan(?:uary)? Feb(?:ruary)? Mar(?:ch)? Apr(?:il)? May June? July? Aug(?:ust)? Sept?(?:ember)? Oct(?:ober)? Nov(?:ember)? Dec(?:ember)?".split()
_MONTH = f"(?:{'|'.join(_MONTH_NAMES)}|{'|'.join(name.upper() for name in _MONTH_NAMES)})"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
# A wire's day may have its year in two figures: "4 FEB 90"; a telegram's its hour before it: "041530Z FEB 90".
_YEARS = r"(?:,?[ ](?:\d{4}|['’]?\d\d(?!\d)))?"
_PRINTED = rf"(?:{_MONTH}\.?[ ]{_NTH}{_YEARS}|{_NTH}[ ]{_MONTH}\.?{_YEARS}|\d{{6}}Z?[ ]{_MONTH}[ ]\d\d(?:\d\d)?|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
# "CAIRO - 4 May 2020:", "TRIPOLI, Libya (AP) —", "GENEVA, 12 March 2023 (Wire) -", "LONDON (Wire) - 4 Feb 1990 -": capitals, then a
# dash or colon within a line.
_DATELINE = re.compile(
    rf"[ \t]*(?P<place>[^\W\d_a-z][^\W\d_]*(?:[ .'’/-]+[^\W\d_]+){{0,4}}(?:,[ ][^\W\d_][\w .]{{1,25}}?|[ ]\([^()\n]{{2,25}}\))??)"
    rf"(?:(?:[ \t]*[,–—-][ \t]*|[ \t]+)(?:\w{{3,9}}day,?[ ])?(?P<date>{_PRINTED}))?"
    rf"(?:[ \t]*\([^()]{{2,60}}\)(?:[ \t]*[–—-][ \t]*(?P<date2>{_PRINTED}))?)?"
    r"(?:[ \t]*(?:--\s+|[–—:-][ \t]+)|(?<=\d{4})\.[ \t]+)"
)
# What monitors of broadcasts put before a report: "[TEXT]", "[INTERVIEW] [IN PROGRESS]".
_EDITORS = re.compile(r"(?:\[[^\[\]]{2,200}\]\s*){1,4}")
_DAY = rf"(?:\w{{3,9}}day,?[ ])?(?:{_MONTH}\.?[ ]{_NTH}|{_NTH}[ ]{_MONTH}\.?){_YEARS}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
# A line that holds a place and a day, or a day, and nothing else: "Tripoli, 4 May 2020", "4 May 2020, Tripoli", "Tuesday 2 June".
_LINE_WORD = r"[^\W\d_a-z][\w'’.-]*"
_LINE_PLACE = rf"{_LINE_WORD}(?:[ /](?:(?:de|do|da|del|la|of|the|al|el|es)[ ])?{_LINE_WORD}){{0,4}}(?:,[ ]{_LINE_WORD}(?:[ ]{_LINE_WORD}){{0,3}})?(?:[ ]\([^()\n]{{2,40}}\))?"
_DATELINE_ALONE = re.compile(
    rf"[ \t]*(?:(?:{_LINE_PLACE})[ \t]*(?:[,–—:|-]|(?=[ ]\w{{3,6}}day\b))[ \t]*)??(?:{_DAY})"
    rf"(?:[ \t]*[,–—|-][ \t]*(?:{_LINE_PLACE}))?(?:[ \t]*\([^()\n]{{2,40}}\))?[ \t]*[.:–—-]?[ \t]*"
)
_CAPTION = re.compile(_WORDS["caption"], re.IGNORECASE)
_COMMENTS = re.compile(_WORDS["comments_header"], re.IGNORECASE)
_BOILERPLATE = re.compile(_WORDS["boilerplate_line"], re.IGNORECASE)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_ABBREVIATION = re.compile(r"(?:\b(?:" + "|".join(_WORDS["abbreviations"]) + r")|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])$")
_STOP = re.compile(r"[.!?…؟。]+[\"'”’)\]]*(?=\s|$)")
_LONGEST_SENTENCE = 5000
_LONGEST_OPENING, _LONGEST_TITLE, _LONGEST_DATELINE = 2000, 200, 90


def split_report(text: str) -> tuple[Sentence, ...]:
    """Split a report into sentences, each with the part of the report that it stands in.

    Returns
    -------
    tuple of Sentence
        In text order, not overlapping; ``text[s.start:s.end] == s.text``. What follows a "Comments" header is boilerplate.

    Examples
    --------
    >>> [s.part.value for s in split_report("ROME, 3 May 2021 - A boat sank. Six died.")]
    ['dateline', 'body', 'body']
    """
    found: list[Sentence] = []
    in_comments = False
    seen_body = False
    for number, (start, end) in enumerate(_paragraphs(text)):
        part, body_start = _part_of(text, start, end, seen_body=seen_body, in_comments=in_comments)
        in_comments = in_comments or (part is Part.BOILERPLATE and bool(_COMMENTS.match(text, start, end)))
        if body_start > start:
            kept = text[start:body_start].rstrip()
            found.append(Sentence(start=start, end=start + len(kept), text=kept, part=Part.DATELINE, paragraph=number))
        seen_body = seen_body or part is Part.BODY
        found += [
            Sentence(start=a, end=b, text=text[a:b], part=part, paragraph=number)
            for a, b in _sentences(text, body_start, end)
        ]
    return tuple(found)


def headline(text: str) -> str:
    r"""Return the line that a report opens with as its title; "" where it opens otherwise.

    Examples
    --------
    >>> headline("Floods in Brazil kill 21\n\nPORTO ALEGRE, 9 September 2023 - Floods killed 21 people.")
    'Floods in Brazil kill 21'
    """
    opening = split_report(text[:_LONGEST_OPENING])
    return next((" ".join(s.text.split())[:_LONGEST_TITLE] for s in opening if s.part is Part.TITLE), "")


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _PARAGRAPH.finditer(text):
        lines = [(m.start(), m.end()) for m in _LINE.finditer(text, match.start(), match.end())]
        # Lines that stand for themselves (headings, comments, captions, bullets) are paragraphs even without a blank line.
        start = lines[0][0]
        for (_, a_end), (b_start, b_end) in zip(lines, [*lines[1:], (match.end(), match.end())], strict=True):
            line = text[b_start:b_end]
            if b_start == match.end() or _stands_alone(line) or _ends_alone(text[start:a_end]):
                spans.append((start, a_end))
                start = b_start
    return [trimmed for a, b in spans if (trimmed := _trim(text, a, b))[0] < trimmed[1]]


def _stands_alone(line: str) -> bool:
    return bool(
        _CAPTION.match(line) or _COMMENTS.match(line) or _BOILERPLATE.match(line) or re.match(r"\s*[-*•·]\s", line)
    )


def _ends_alone(lines: str) -> bool:
    """Say whether what was read so far is a whole of its own: a short line without a full stop, or a finished sentence."""
    last = lines.rstrip()
    if last.count("(") > last.count(")"):
        return False
    return len(last) < 160 and (not last.endswith((",", ";", "-")) and (last[-1:] in '.!?:"”' or len(last) < 60))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _part_of(text: str, start: int, end: int, *, seen_body: bool, in_comments: bool) -> tuple[Part, int]:
    """Return the part and where its sentences begin (behind a dateline)."""
    if in_comments or _COMMENTS.match(text, start, end) or _BOILERPLATE.match(text, start, end):
        return Part.BOILERPLATE, start
    if _CAPTION.match(text, start, end):
        return Part.CAPTION, start
    if not seen_body and end - start < _LONGEST_DATELINE and _DATELINE_ALONE.fullmatch(text, start, end):
        return Part.DATELINE, start
    dateline = None if seen_body else match_dateline(text, start, end)
    if dateline is not None:
        return (Part.BODY, dateline) if dateline < end else (Part.DATELINE, start)
    is_short = end - start < 140 and text[end - 1] not in '.!?"”’)' and "\n" not in text[start:end]
    if is_short and not seen_body:
        return Part.TITLE, start
    if is_short and end - start < 70 and not re.search(r"[,;:]$|\d\s*$", text[start:end]):
        return Part.HEADING, start
    return Part.BODY, start


def match_dateline(text: str, start: int, end: int) -> int | None:
    """Return where the text behind a dateline begins, or None where the paragraph has none."""
    match = _DATELINE.match(text, start, min(end, start + 160))
    if not match:
        return None
    head = match["place"].split(",")[0]
    letters = [letter for letter in head if letter.isalpha()]
    in_capitals = sum(letter.isupper() for letter in letters) > 0.6 * len(letters) and len(letters) > 2
    if in_capitals or match["date"] or "(" in match.group():
        editors = _EDITORS.match(text, match.end(), end)
        return editors.end() if editors is not None else match.end()
    return None


@lru_cache(maxsize=1024)
def _is_abbreviation(before: str) -> bool:
    return bool(_ABBREVIATION.search(before))


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() - begin < 2:
            continue
        following = text[stop.end() : stop.end() + 40].lstrip()
        single = stop.group() == "."
        if single and (_is_abbreviation(text[max(begin, stop.start() - 14) : stop.start()]) or following[:1].islower()):
            # "U.S. troops" goes on; "in the U.S. The army" does not: a new sentence starts with an article or pronoun.
            if not re.match(r"(?:The|A|An|In|On|It|He|She|They|But|At|No)\s", following) or len(following) < 2:
                continue
            if _is_abbreviation(text[max(begin, stop.start() - 14) : stop.start()]) and not re.search(
                r"(?:[A-Z]\.)+[A-Z]$|[ap]\.m$", text[max(begin, stop.start() - 14) : stop.start()]
            ):
                continue
        spans.append(_trim(text, begin, stop.end()))
        begin = stop.end()
    while begin < end:
        spans.append(_trim(text, begin, min(end, begin + _LONGEST_SENTENCE)))
        begin += _LONGEST_SENTENCE
    return [(a, b) for a, b in spans if a < b]
