"""The project's saved views, for those who show or compare with them."""

from events import EventStore, SavedView, SavedViews


def saved_views(store: EventStore) -> tuple[SavedView, ...]:
    """Return the project's views."""
    return () if store.is_sample else SavedViews(store.path).all()
