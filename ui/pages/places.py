"""Places: search for a place, see what is known of it, and add what the list lacks."""

from textwrap import shorten

import streamlit as st

from events import Event
from gazetteer import Candidate, OwnPlace, Place, namesakes_of
from geo import build_place_layer, date_words, place_words, with_status
from ui import cache, presses
from ui.guard import guarded
from ui.opening import is_soon_opened
from ui.own_table import own_table
from ui.page_address import is_restored, named
from ui.place_card import place_card, rivals_list
from ui.place_changes import change_bar, show, shown
from ui.place_draft import Draft, begin, end
from ui.place_form import place_form
from ui.place_map import place_map
from ui.place_merge import OUTCOME, begin_merge, merge_form, remove
from ui.place_search import MOST_FOUND, ask, last_search, results_table, search_box
from ui.words import plain

_EXAMPLES = ("Misrata", "مصراتة", "Al-Watiya air base")
_MOST_EVENTS, _MOST_LETTERS = 20, 110


def _follow(query: str, country: str | None, found: tuple[Candidate, ...]) -> None:
    """Choose the place on screen: the address's at first, the best one after each new search."""
    asked = (query, country)
    before = st.session_state.get("places_asked")
    st.session_state["places_asked"] = asked
    if is_restored() or (before is None and "place" not in st.session_state):
        show(named("place") or None)
    elif before is not None and before != asked:
        show(None)
        end()
        for name in ("place_merging", "place_change"):
            st.session_state.pop(name, None)
    if shown() is not None and not cache.gazetteer().holds(str(shown())):
        show(None)
    if shown() is None and found:
        show(found[0].place.place_id)
    # What an address that Back brought leaves open is not written into it: that would be a step forward again.
    said, now = named("place"), shown() or ""
    if is_restored():
        st.session_state["places_left_open"] = (said, now)
    if said != now and st.session_state.get("places_left_open") != (said, now):
        if shown():
            st.query_params["place"] = str(shown())
        else:
            del st.query_params["place"]


def _add() -> None:
    """Open the form, with what was searched for where it is not known."""
    query, country = last_search()
    is_known = bool(query) and bool(cache.gazetteer().search(query, country=country, limit=1))
    begin(Draft(), name="" if is_known else query, country=country)


def _choose(place_id: str) -> None:
    """Show a place from now on."""
    st.session_state.pop("place_merging", None)
    show(place_id)


def _pick(place_id: str | None) -> None:
    """Show the place that was clicked just now."""
    if place_id is not None and place_id != shown():
        _choose(place_id)
        st.rerun()


def _empty() -> None:
    st.info(
        "Look up what a name in a report means: which town, base or district, in any spelling and script, and how exactly it is known. "
        "What is missing you can add; reports that you read later will find it.",
        icon=":material/lightbulb:",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Try", width="content")
        for number, example in enumerate(_EXAMPLES):
            st.button(example, key=f"example_{number}", on_click=ask, args=(example,))


def _not_found(query: str, country: str | None) -> None:
    where = f" in {cache.country_name(country)}" if country else ""
    other = "take another country, " if country else ""
    st.warning(
        plain(f"No place called {query}{where}. Check the spelling, {other}or add it by clicking the map."),
        icon=":material/search_off:",
    )
    if "place_draft" not in st.session_state:
        begin(Draft(), name=query, country=country)
    place_form(st.session_state["place_draft"], "Add it", can_close=False)


def _buttons(place: Place, own: OwnPlace | None) -> None:
    with st.container(horizontal=True):
        if place.is_coordinates:
            return
        if own is None:
            st.button("Add names or correct it", icon=":material/edit:", on_click=begin, args=(Draft(listed=place),))
            return
        st.button("Edit", icon=":material/edit:", on_click=begin, args=(Draft(own=own),))
        is_listed = not place.place_id.startswith("own:")
        if not is_listed:
            st.button("Same as a listed place", icon=":material/merge:", on_click=begin_merge)
        words = "Remove my version" if is_listed else "Remove"
        st.button(words, icon=":material/delete:", on_click=remove, args=(own,))


def _place(place: Place, query: str) -> None:
    gazetteer, own = cache.gazetteer(), cache.own_places().get(place.place_id)
    rivals = namesakes_of(place, gazetteer, called=_other_name(place, query))
    left, right = st.columns([1, 1])
    with left:
        place_card(place, own, gazetteer)
        _buttons(place, own)
        if own is not None and st.session_state.get("place_merging"):
            merge_form(own)
        wide = rivals_list(rivals)
    with right:
        layer = build_place_layer(
            place, gazetteer.outline(place.place_id), rivals=rivals, country_names=cache.country_names(), gazetteer=gazetteer,
            fit=f"{place.place_id} {place.lon:.4f} {place.lat:.4f} {wide}", is_wide=wide,
        )  # fmt: skip
        place_map(layer, on_pin=_choose)
    _events(place)


def _other_name(place: Place, query: str) -> tuple[str, ...]:
    """Return the name that was searched for, where the place bears it too."""
    found = cache.gazetteer().lookup(query) if query else ()
    return (query,) if any(candidate.place.place_id == place.place_id for candidate in found) else ()


def _events(place: Place) -> None:
    if not is_soon_opened():
        st.caption("The project is not read yet: its events here are listed once it is. Explore shows how far it is.")
        return
    events = cache.events_at(place.place_id)
    store = cache.store()
    where = "the sample project" if store.is_sample else "this project"
    if not events:
        st.caption(f"No event of {where} is placed here.")
        return
    st.markdown(f"**{len(events)} {'event' if len(events) == 1 else 'events'} of {where} here**")
    with st.container(gap=None):
        for event in events[:_MOST_EVENTS]:
            if presses.button(
                plain(_event_words(event)), key=f"event_{event.event_id}", type="tertiary", icon=":material/map:",
                help="Show on Explore",
            ):  # fmt: skip
                st.session_state["picked"] = event.event_id
                st.switch_page("ui/pages/explore.py")
    if len(events) > _MOST_EVENTS:
        st.caption(f"The first {_MOST_EVENTS} of {len(events):,}; Explore has them all.")


def _event_words(event: Event) -> str:
    when = date_words(event.date_start, event.date_end, event.date_prec)
    sentence = shorten(event.sentence, _MOST_LETTERS, placeholder="…")
    return f"{when}: {with_status(event.type.value, event.status)}, {place_words(event.where)}. {sentence}"


def main() -> None:
    """Draw the page."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.subheader("Places", anchor=False, width="content")
        st.button("Add a place", icon=":material/add_location:", on_click=_add)
    query, country = search_box()
    found = cache.gazetteer().search(query, country=country, limit=MOST_FOUND) if query else ()
    _follow(query, country, found)
    change_bar()
    OUTCOME.draw()
    draft: Draft | None = st.session_state.get("place_draft")
    if found:
        _pick(results_table(found, query, key=f"places_found_{query}_{country}"))
    place_id = shown()
    if draft is not None and (found or not query or place_id or not draft.is_new):
        place_form(draft, "Add a place" if draft.is_new else "Your version of this place", can_close=True)
    elif place_id is not None:
        _place(cache.gazetteer().place(place_id), query)
    elif query:
        _not_found(query, country)
    else:
        _empty()


with guarded("Looking up places"):
    main()
with guarded("Listing your own places"):
    picked = own_table()
    if picked is not None:
        end()
        _pick(picked)
