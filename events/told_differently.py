"""Where the reports of one merged event give other figures, in words: kept in the rule of each toll that their merge made wider."""

from events.event import Event

# What opens the rule of a toll that several reports tell differently (`events.merged`).
REPORTS_DIFFER = "reports differ: "
_TOLLS = ("killed", "injured", "missing", "displaced", "captured")


def told_differently(event: Event) -> str:
    """Say where the reports of a merged event disagree: "killed: 60, says the army; 12, says the hospital"; "" where they do not.

    Several tolls are parted by " | ". The names are as the reports have them: text to be escaped.
    """
    rules = ((name, toll.rule) for name in _TOLLS if (toll := getattr(event, name)) is not None)
    return " | ".join(
        f"{name}: {rule.removeprefix(REPORTS_DIFFER)}" for name, rule in rules if rule.startswith(REPORTS_DIFFER)
    )
