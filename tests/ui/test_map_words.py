"""What the map says stands in its catalogue, so that a translation is another one."""

import re
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "static" / "explorer"
_TEMPLATE = re.compile(r"`([^`]*)`")
_VALUE = re.compile(r"\$\{[^{}]*\}")
# Words beside a value: by themselves, neither a part of a path or a name nor a call.
_WORD = re.compile(r"(?<![\w./#-])[A-Za-z]{2,}(?![\w.(:-])")
# Units, and the names that the styles of map and letters use.
_NO_WORDS = {"cc", "ground", "Hint", "km", "px", "serif"}


def _said(script: Path) -> set[str]:
    """Return the words that a script puts beside a value, but for what it tells developers and its comments."""
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if "console." not in line]
    code = [re.sub(r"(^|\s)//.*|^\s*/?\*.*", "", line) for line in lines]
    fixed = [found for line in code for found in _TEMPLATE.findall(_without_values(line)) if "\0" in found]
    return {word for part in fixed for word in _WORD.findall(part)} - _NO_WORDS


def _without_values(line: str) -> str:
    inner = _VALUE.sub(" \0 ", line)
    return line if inner == line else _without_values(inner)


def test_no_words_beside_a_value_are_said_outside_the_catalogue() -> None:
    assert _said(SCRIPTS / "words.js") >= {"killed", "sight", "sure"}
    said = {script.name: _said(script) for script in SCRIPTS.glob("*.js") if script.name != "words.js"}
    assert {name: words for name, words in said.items() if words} == {}
