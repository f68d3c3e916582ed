"""One sentence an event, put together from parts whose places in the text are kept."""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"(\{\w+\})")
Span = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """A text that grows at its end and knows where its parts stand."""

    at: int
    parts: list[str] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)

    def say(self, words: str, name: str = "") -> None:
        """Append words; a ``name`` keeps where they stand."""
        if name:
            self.spans[name] = (self.at, self.at + len(words))
        self.parts.append(words)
        self.at += len(words)

    def text(self) -> str:
        """Return the sentence, with a capital at its beginning."""
        whole = "".join(self.parts)
        return whole[0].upper() + whole[1:]


def read_template(template: str) -> tuple[tuple[str, str], ...]:
    """Return a sentence's pieces, each plain words and "", or "" and the name of what stands there.

    Examples
    --------
    >>> read_template("A {trigger} hit")
    (('a ', ''), ('', 'trigger'), (' hit', ''))
    """
    pieces = [piece for piece in _TOKEN.split(template) if piece]
    found = [("", piece[1:-1]) if piece.startswith("{") else (piece, "") for piece in pieces]
    # It may stand behind a date; the draft gives the whole sentence its capital.
    words, name = found[0]
    found[0] = (words[:1].lower() + words[1:], name)
    return tuple(found)
