"""A sign that two events are one happening, or are not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign by its name in the table of weights (`events/data/same_event.toml`), how strong it is, 0 to 1, and its words."""

    name: str
    value: float
    words: str
