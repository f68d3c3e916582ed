"""What a table says of whether an event happened, made one of our statuses."""

from events.datasets.tables.type_words import plain_words
from events.event_status import EventStatus

# Words of ours for each status, beside its own.
_SAID = {
    EventStatus.HAPPENED: "occurred, took place, carried out, completed, executed, confirmed, actual, successful, yes, true",
    EventStatus.PLANNED: "plan, scheduled, announced, expected, upcoming, postponed, in preparation, prepared, ordered, intended, future",
    EventStatus.THREATENED: "threat, threatening, warned",
    EventStatus.DENIED: (
        "deny, refuted, failed, foiled, thwarted, prevented, averted, cancelled, canceled, called off, aborted, unsuccessful, "
        "did not happen, not happened, did not occur, hoax, false, no"
    ),
}  # fmt: skip
_KNOWN = {plain_words(word): status for status, words in _SAID.items() for word in (status.value, *words.split(", "))}


def status_of(said: str) -> EventStatus | None:
    """Return the status that a cell says, None where it says none of ours.

    Examples
    --------
    >>> status_of("Called off"), status_of("closed")
    (<EventStatus.DENIED: 'denied'>, None)
    """
    return _KNOWN.get(plain_words(said[:100]))
