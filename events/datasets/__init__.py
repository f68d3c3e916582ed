"""Doors in: events that somebody else coded, as rows of their files, into a project."""

from events.datasets.row import Count, EventRow, RowError

__all__ = ["Count", "EventRow", "RowError"]
