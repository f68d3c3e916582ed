"""The queue of a review: which doubtful events matter most."""

from events.read_model import Reader

# What is doubted counts by how much, by how many lives hang on it, and by how far its reports disagree about them. An event
# of 60 killed comes before one without a toll that is doubted twice as much.
_WEIGHT = (
    "(1 - confidence) * (1 + ln(1 + coalesce(killed_best, 0) + coalesce(injured_best, 0) / 4)) "
    "+ ln((1 + coalesce(killed_high, 0)) / (1 + coalesce(killed_low, 0)))"
)


def review_ids(reader: Reader, *, limit: int) -> tuple[str, ...]:
    """Return the ids of the events that wait for review, of those that happened: by doubt, toll and conflict between claims, then in the order of the reports."""
    rows = reader.table(
        f"SELECT event_id FROM m.happened WHERE needs_review ORDER BY {_WEIGHT} DESC, report_number, place_in_report, event_id "  # noqa: S608 - our own words
        f"LIMIT {int(limit)}"
    )
    return tuple(rows["event_id"].to_pylist())
