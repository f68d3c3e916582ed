"""Whether an event happened, is only planned or threatened, or did not happen at all, as its text tells it."""

from enum import StrEnum


class EventStatus(StrEnum):
    """Whether an event happened, as its text tells it. What is but possible ("could", "if", "feared") is no event at all.

    ``HAPPENED`` is what is counted. ``PLANNED`` is announced, prepared or ordered; ``THREATENED`` is announced in order to
    frighten; of what is ``DENIED`` somebody, or the text itself, says that it did not happen: it was denied, failed, was
    foiled or called off.
    """

    HAPPENED = "happened"
    PLANNED = "planned"
    THREATENED = "threatened"
    DENIED = "denied"
