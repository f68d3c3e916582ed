"""The form for a place of one's own, beside a map on which a click says where it is."""

import streamlit as st

from events import EventsError
from gazetteer import BadValueError, GazetteerError, OwnPlace, moved_children
from geo import build_draft_layer, place_box
from ui import cache, presses
from ui.place_changes import change, show
from ui.place_draft import Draft, end, key, kinds, point, read
from ui.place_map import place_map
from ui.words import plain

_SHOWN_M = 2_000.0
_SAVE = "save_place"


def place_form(draft: Draft, title: str, *, can_close: bool) -> None:
    """Draw the form and the map; once saved, the place is the one on screen.

    ``can_close``: a button leaves without saving.
    """
    st.markdown(f"**{plain(title)}**")
    left, right = st.columns([1, 1])
    with right:
        _click(draft)
    with presses.answering(_SAVE):
        with left:
            own = _fields(draft, can_close=can_close)
        is_saved = own is not None and _save(own, draft, left)
    if is_saved:
        st.rerun()


def _click(draft: Draft) -> None:
    """Draw the map and take a click on it for the place's point; drawn before the fields, which it fills."""
    where = st.container()
    here = point()
    radius = str(st.session_state.get(key("radius"), ""))
    box, token = _box(draft)
    layer = build_draft_layer(here, float(radius) if radius.isdigit() else _SHOWN_M, box=box, fit=token)
    with where:
        place_map(layer, on_point=_take)
        st.caption("Click the map to say where the place is; click again to move it.")


def _take(lon: float, lat: float) -> None:
    st.session_state[key("lon")], st.session_state[key("lat")] = f"{lon:.5f}", f"{lat:.5f}"


def _box(draft: Draft) -> tuple[tuple[float, float, float, float] | None, str]:
    """Return where the map goes at first and a token for it: the place that is edited, else the country; else it stays."""
    gazetteer = cache.gazetteer()
    place = draft.own.place if draft.own else draft.listed
    if place is not None:
        return place_box(place, gazetteer.outline(place.place_id)), f"draft {place.place_id}"
    code = st.session_state.get(key("country"))
    if not code:
        return None, ""
    country = gazetteer.country(code)
    return place_box(country, gazetteer.outline(country.place_id)), f"draft {code}"


def _fields(draft: Draft, *, can_close: bool) -> OwnPlace | None:
    """Draw the fields; return the place where they were saved just now and hold one."""
    names, words = cache.country_names(), kinds()
    with st.form("place_form", border=True):
        st.text_input("Name", key=key("name"), max_chars=200)
        if draft.is_listed:
            st.caption("A listed place: its kind and country stay. Your names and your point are laid over it.")
        else:
            kind, country = st.columns(2)
            kind.selectbox(
                "Kind", list(words), key=key("kind"), format_func=lambda each: _capital(words.get(str(each), ""))
            )
            country.selectbox(
                "Country", list(names), key=key("country"), format_func=lambda each: names.get(each, each),
                index=None, placeholder="By the point",
            )  # fmt: skip
        one, two = st.columns(2)
        one.text_input("Latitude", key=key("lat"), placeholder="32.3754", max_chars=24)
        two.text_input("Longitude", key=key("lon"), placeholder="15.0925", max_chars=24)
        if not draft.is_listed:
            one, two = st.columns(2)
            one.text_input(
                "Lies in", key=key("parent"), max_chars=200, placeholder="town, district or province",
                help="Needed where the point is not known: the place is then somewhere in there.",
            )  # fmt: skip
            reach = two
        else:
            reach = st.container()
        reach.text_input(
            "Reach in metres", key=key("radius"), max_chars=12, placeholder="by its kind", help="From its middle."
        )
        st.text_area("Other names, one a line", key=key("aliases"), height=90, max_chars=5_000)
        st.text_area("Note", key=key("note"), height=68, max_chars=1_000, placeholder="How do you know?")
        with st.container(horizontal=True):
            saves = presses.submit_button("Save the place", key=_SAVE, type="primary", icon=":material/save:")
            if can_close:
                st.form_submit_button("Cancel", icon=":material/close:", on_click=_leave)
    if not saves:
        return None
    try:
        own = read(draft, cache.gazetteer())
    except BadValueError as error:
        st.error(
            plain(f"{error.column}: {error.reason.rstrip('.?')}{'?' if error.reason.endswith('?') else '.'}"),
            icon=":material/error:",
        )
        return None
    if own.place.place_id in cache.own_places() and (
        draft.own is None or draft.own.place.place_id != own.place.place_id
    ):
        where = cache.country_name(own.place.country_code)
        st.error(
            plain(
                f"You have a place called {own.place.name} in {where} already. Edit that one, or choose another name."
            ),
            icon=":material/error:",
        )
        return None
    return own


def _leave() -> None:
    presses.drop(_SAVE)
    end()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _save(own: OwnPlace, draft: Draft, where: st.delta_generator.DeltaGenerator) -> bool:
    old = draft.own.place.place_id if draft.own else None
    moved = old is not None and old != own.place.place_id
    children = moved_children(cache.own_places().values(), old, to=own.place.place_id) if moved and old else ()
    try:
        change(
            f"{own.place.name} is saved. It is found first wherever its name is looked up.",
            add=(own, *children), remove=(old,) if moved and old else (),
        )  # fmt: skip
    except (GazetteerError, EventsError) as error:
        where.error(plain(f"{error} What you typed stays here until then."), icon=":material/error:")
        return False
    end()
    show(own.place.place_id)
    return True
