"""One place in words: its kind, names by script, what it lies in, how far it reaches, where it is from, its namesakes."""

from collections.abc import Sequence

import streamlit as st

from gazetteer import Gazetteer, OwnPlace, OwnPlaces, Place, kind_words, names_by_script, origin_of, parents_of
from geo import degrees_words, reach_words
from ui import cache
from ui.place_changes import show
from ui.words import plain

# So many names are shown at once; all of a capital's would fill the page.
_FEW_NAMES = 24
# A name keeps its own direction of writing among others.
_OPEN, _CLOSE = "\u2068", "\u2069"


def place_card(place: Place, own: OwnPlace | None, gazetteer: Gazetteer) -> None:
    """Draw a place's card."""
    st.subheader(plain(place.name), anchor=False)
    with st.container(horizontal=True):
        st.markdown(
            plain(kind_words(place).capitalize()), help=f"GeoNames: {place.feature_class}/{plain(place.feature_code)}",
            width="content",
        )  # fmt: skip
        if own is not None:
            st.badge("your own", color="blue")
        if place.is_rough:
            st.badge("known only roughly", color="orange")
    rows = _rows(place, own, gazetteer)
    st.markdown("  \n".join(f"**{name}:** {words}" for name, words in rows if words))
    _names(gazetteer.names(place.place_id))


def _rows(place: Place, own: OwnPlace | None, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    parents = [f"{each.name} ({kind_words(each)})" for each in parents_of(place, gazetteer)]
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    has_outline = gazetteer.outline(place.place_id) is not None
    return [
        ("Lies in", plain(" → ".join(parents))),
        ("At", plain(f"{abs(place.lat):.5f}° {north}, {abs(place.lon):.5f}° {east}")
               + f" · {degrees_words(place.lon, place.lat)}"),
        ("Reach", plain(reach_words(place, has_outline=has_outline))),
        ("People", f"{place.population:,}" if place.population else ""),
        ("P-code", plain(gazetteer.pcode(place.place_id))),
        ("Note", plain(own.note) if own else ""),
        ("Source", plain(_source(place, own))),
    ]  # fmt: skip


def _source(place: Place, own: OwnPlace | None) -> str:
    name, licence = origin_of(place.place_id)
    number = f" no. {place.geonames_id}" if place.geonames_id and name == "GeoNames" else ""
    listed = f"{name}{number}{f' ({licence})' if licence else ''}"
    if own is None:
        return listed
    entry = OwnPlaces(cache.store().path).entry(place.place_id) if not cache.store().is_sample else None
    told = f"your own entry, from {entry.source}, {entry.added_at:%d %B %Y}" if entry else "your own entry"
    return told if place.place_id.startswith("own:") else f"{told}, over {listed}"


def _names(names: Sequence[str]) -> None:
    groups = names_by_script(names)
    if len(names) < 2:
        return
    scripts = f"{len(groups)} scripts" if len(groups) > 1 else "one script"
    with st.expander(f"{len(names)} names in {scripts}", expanded=len(names) <= _FEW_NAMES):
        st.markdown(
            "  \n".join(
                f"**{script}:** {' · '.join(f'{_OPEN}{plain(name)}{_CLOSE}' for name in group)}"
                for script, group in groups.items()
            )
        )


def rivals_list(rivals: Sequence[Place]) -> bool:
    """Draw the other places of a name, each to be clicked; return whether the map is to show them all."""
    if not rivals:
        return False
    st.markdown("**Other places of this name**")
    with st.container(gap=None):
        for rival in rivals:
            where = cache.country_name(rival.country_code)
            st.button(
                plain(f"{rival.name}: {kind_words(rival)}, {where}"), key=f"rival_{rival.place_id}", type="tertiary",
                icon=":material/trip_origin:", on_click=show, args=(rival.place_id,),
            )  # fmt: skip
    return st.toggle("Show them all on the map", key="places_wide")
