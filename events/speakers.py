"""Who says what is told of an event, in words for a card."""

from events.event import Claim, Event


def speaker_words(claim: Claim) -> str:
    """Return who says it and how: "police (said)", "Al Jazeera, citing Hamas"; names as the report has them, to be escaped."""
    return ", citing ".join(claim.chain) if claim.chain else f"{claim.by} ({claim.verb})"


def said_by(event: Event) -> str:
    """Return all who say it or deny it, each once; "" where the report names nobody."""
    return "; ".join(dict.fromkeys(speaker_words(claim) for claim in event.claims))
