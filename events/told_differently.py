"""Where the reports of one merged event give other figures, in words: kept in the rule of each toll that their merge made wider."""

from collections.abc import Iterable

from events.event import Event

# What opens the rule of a toll that several reports tell differently (`events.merged`).
REPORTS_DIFFER = "reports differ: "
TOLLS = ("killed", "injured", "missing", "displaced", "captured")


def told_differently(event: Event) -> str:
    """Say where the reports of a merged event disagree: "killed: 60, says the army; 12, says the hospital"; "" where they do not.

    Several tolls are parted by " | ". The names are as the reports have them: text to be escaped.
    """
    return difference_words((name, toll.rule) for name in TOLLS if (toll := getattr(event, name)) is not None)


def difference_words(rules: Iterable[tuple[str, str]]) -> str:
    """Return what `told_differently` says of the rules of some tolls."""
    return " | ".join(
        f"{name}: {rule.removeprefix(REPORTS_DIFFER)}" for name, rule in rules if rule.startswith(REPORTS_DIFFER)
    )
