"""What Explore compares: the filter on screen (A) with another (B); the address keeps the choice."""

import datetime as dt
from dataclasses import dataclass, replace

import streamlit as st

from events import (
    BEFORE,
    Against,
    BadFilterError,
    EventFilter,
    EventStore,
    filter_from_params,
    parse_against,
    period_before,
    with_days,
    year_before,
)
from geo import date_words
from ui import cache
from ui.page_address import named, want
from ui.saved_views import saved_views
from ui.silence import places_of
from ui.words import plain

ADDRESS = "compare"
# The widgets' keys: what they hold can be asked for before they are drawn, as the map above them does.
OPEN, KIND, FIRST, LAST, VIEW, SEEN, REFUSED = (
    f"compare_{name}" for name in ("open", "kind", "first", "last", "view", "seen", "refused")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: its filter, and its first and last day (None where nothing is dated)."""

    filter: EventFilter
    days: tuple[dt.date, dt.date] | None

    @property
    def length(self) -> int:
        """How many days."""
        return (self.days[1] - self.days[0]).days + 1 if self.days else 0

    @property
    def words(self) -> str:
        """Its days."""
        return date_words(*self.days) if self.days else "no dates"

    @property
    def told(self) -> EventFilter:
        """The filter of all that was told of these days and places.

        Not only of what is asked for: else few events would look like few reports.
        """
        return replace(places_of(self.filter), from_date=self.filter.from_date, to_date=self.filter.to_date)

    @property
    def told_anywhere(self) -> EventFilter:
        """The filter of all that was told of these days: the map's difference takes of it what tells of each country."""
        return EventFilter(from_date=self.filter.from_date, to_date=self.filter.to_date, sources=self.filter.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unready:
    """Why there is nothing to compare with: a sentence with the next step, and whether something is wrong."""

    words: str
    is_wrong: bool = False


def show_comparison_of(address: str) -> None:
    """Compare as the ``compare`` of an address says, not at all where it says nothing, before the page is drawn."""
    for key in (SEEN, REFUSED):
        st.session_state.pop(key, None)
    if not address:
        st.session_state[OPEN] = False
    want(ADDRESS, address)


def forget_refusal() -> None:
    """Say no more of an address that was not understood, once something else is chosen."""
    st.session_state.pop(REFUSED, None)


def read_address() -> None:
    """Fill the fields with what the address names where that is new; what cannot be read is said and left out."""
    text = named(ADDRESS)
    if not text or text == st.session_state.get(SEEN):
        return
    st.session_state[SEEN] = text
    st.session_state.pop(REFUSED, None)
    try:
        found = parse_against(text)
    except BadFilterError as error:
        st.session_state[REFUSED] = (
            f"A part of this page's address was not understood and is left out: {plain(str(error))}"
        )
        want(ADDRESS, "")
        return
    st.session_state[OPEN], st.session_state[KIND] = True, found.kind
    if found.days:
        st.session_state[FIRST], st.session_state[LAST] = found.days
    if found.view:
        st.session_state[VIEW] = found.view


def comparison_to_address(store: EventStore) -> None:
    """Have the address say what is compared with; nothing where nothing is."""
    read_address()
    if not st.session_state.get(OPEN):
        want(ADDRESS, "")
        return
    against = chosen_against(store)
    if isinstance(against, Against):
        st.session_state[SEEN] = against.text
        want(ADDRESS, against.text)


def chosen_against(store: EventStore) -> Against | Unready:
    """Return what the fields ask to compare with."""
    kind = st.session_state.get(KIND) or BEFORE
    if kind == "days":
        first, last = (st.session_state.get(key) for key in (FIRST, LAST))
        if first is None or last is None:
            return Unready(words="Choose the first and the last day to compare with.")
        return Against(kind="days", days=(min(first, last), max(first, last)))
    if kind == "view":
        names = [view.name for view in saved_views(store)]
        if not names:
            return Unready(words="This project has no saved views yet. Save one under Views, at the top of this page.")
        kept = st.session_state.get(VIEW)
        return Against(kind="view", view=kept if kept in names else names[0])
    return Against(kind=kind)


def sides(store: EventStore, event_filter: EventFilter, against: Against) -> tuple[Side, Side] | Unready:
    """Return A and B."""
    other = _other(store, event_filter, against)
    return other if isinstance(other, Unready) else (_side(event_filter), _side(other))


def _other(store: EventStore, event_filter: EventFilter, against: Against) -> EventFilter | Unready:
    if against.days:
        found = with_days(event_filter, against.days)
    elif against.view:
        view = next((each for each in saved_views(store) if each.name == against.view), None)
        if view is None:
            return Unready(
                words="This view is not there any more: someone else removed it. Choose another one.", is_wrong=True
            )
        try:
            return filter_from_params(view.address)
        except BadFilterError as error:
            return Unready(words=f"The view's filter cannot be read: {plain(str(error))}", is_wrong=True)
    else:
        days = _days(event_filter)
        if days is None or (event_filter.from_date is None and event_filter.to_date is None):
            return Unready(words="Choose days first: From and To on the left, or drag on the timeline.")
        found = with_days(event_filter, (period_before if against.kind == BEFORE else year_before)(*days))
    return found or Unready(words="There are no such days in the calendar.")


def _days(event_filter: EventFilter) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a filter; an open side is the project's own."""
    facets = cache.facets()
    first, last = event_filter.from_date or facets.first_date, event_filter.to_date or facets.last_date
    return (min(first, last), max(first, last)) if first and last else None


def _side(event_filter: EventFilter) -> Side:
    return Side(filter=event_filter, days=_days(event_filter))
