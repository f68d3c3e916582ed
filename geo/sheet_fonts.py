"""Letters on the sheet: which fonts are there, which characters they can draw, and how wide a text runs."""

import re
import unicodedata
from functools import cache, lru_cache

from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

# DejaVu Sans comes with matplotlib (Latin, Greek, Cyrillic, Arabic); the others are taken where a machine has them.
_WISHED = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Ethiopic",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Thai",
    "Noto Sans Myanmar",
    "DejaVu Sans",
)
_LAST = "DejaVu Sans"
# Measured ten times as large, so that hinting does not round.
_MEASURE = 10
# Letters are outlines: a font has the same ones at each size.
_ANY_SIZE = 10.0
# What shows as nothing or turns the line round: controls, bidi overrides and isolates, surrogates, private use.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
ELLIPSIS = "…"
MISSING = "?"


@cache
def families() -> tuple[str, ...]:
    """Return the font families in use, best first: the wished ones that are installed."""
    installed = set(font_manager.get_font_names())
    return tuple(name for name in _WISHED if name in installed or name == _LAST)


def font(text: str, size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """Return the font for a text at a size in points: the best family, with the others to fall back on where it lacks a letter.

    Matplotlib looks for each family of each size among all fonts of the machine, which takes longer than the drawing. The
    last family always stays: an SVG names its fonts, and its reader may not have the best.
    """
    best = families()[0]
    letters = _letters(best, bold=bold, italic=italic)
    names = (best, _LAST) if all(ord(each) in letters for each in text) else families()
    return _look(names, size, bold=bold, italic=italic)


@lru_cache(maxsize=128)
def _look(names: tuple[str, ...], size: float, *, bold: bool, italic: bool) -> FontProperties:
    return FontProperties(
        family=list(names), size=size, weight="bold" if bold else "normal", style="italic" if italic else "normal"
    )


@cache
def _letters(name: str, *, bold: bool = False, italic: bool = False) -> frozenset[int]:
    """Return the characters that a family's font of a look can draw."""
    look = _look((name,), _ANY_SIZE, bold=bold, italic=italic)
    return frozenset(FT2Font(font_manager.findfont(look)).get_charmap())


@cache
def _drawable() -> frozenset[int]:
    return frozenset(code for name in families() for code in _letters(name))


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Make a stranger's text one harmless line.

    Control and bidi characters go, white space becomes single blanks, and what no font can draw becomes "?".
    """
    flat = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", text)).split())
    known = _drawable()
    return "".join(letter if ord(letter) in known else MISSING for letter in flat)


def has_undrawable(text: str) -> bool:
    """Say whether a text holds letters that no font of this machine can draw."""
    known = _drawable()
    return any(ord(letter) not in known for letter in "".join(_UNSAFE.sub(" ", text).split()))


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(8, 8, 72)  # type: ignore[no-untyped-call]  # matplotlib has no types here


@lru_cache(maxsize=16384)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text runs, in points."""
    if not text:
        return 0.0
    letters = font(text, size * _MEASURE, bold=bold)
    width, _, _ = _renderer().get_text_width_height_descent(text, letters, False)  # type: ignore[no-untyped-call]  # as above
    return float(width) / _MEASURE


def elide(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Cut a text to a width in points; what was cut ends with "…"."""
    if text_width(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(text[:middle].rstrip(" ,;:") + ELLIPSIS, size, bold=bold) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip(" ,;:") + ELLIPSIS


def wrap(text: str, width: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Break a text into at most ``lines`` lines of a width in points; the last is cut with "…"."""
    done: list[str] = []
    words = text.split(" ") if text else []
    line = ""
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if len(done) == lines - 1:
            rest = " ".join([line, *words[number:]]) if line else " ".join(words[number:])
            return (*done, elide(rest, width, size, bold=bold))
        if line:
            done.append(line)
            line = word
            if text_width(word, size, bold=bold) <= width:
                continue
        # one word longer than a line: an address, or a stranger's joke
        line = elide(word, width, size, bold=bold)
    return (*done, line)[:lines] if line else tuple(done)
