"""Another name and colour for a layer of one's own, in its row of the menu."""

import streamlit as st

from events import EventsError
from geo import KeptLayer, LayerColour, LayerError, OwnLayers
from ui import cache
from ui.words import plain

# Which layer's form is open, and what is said of the last try.
_OPEN, _REFUSED = "own_layer_changing", "own_layer_change_refused"


def colour_of(kept: KeptLayer, at: int) -> LayerColour:
    """Return a layer's colour: the one that was chosen, else the next of the row by its place among the others."""
    return kept.colour or tuple(LayerColour)[at % len(LayerColour)]


def change_button(kept: KeptLayer) -> None:
    """Draw the button that opens the form, and closes it."""
    is_open = st.session_state.get(_OPEN) == kept.layer_id
    label = "Do not change" if is_open else "Change"
    st.button(label, key=f"change_own_layer_{kept.layer_id}", on_click=_turn, args=(kept.layer_id,), type="tertiary")


def change_form(kept: KeptLayer, at: int) -> None:
    """Draw the form where it is open for this layer; ``at`` is its place among the others."""
    if st.session_state.get(_OPEN) != kept.layer_id:
        return
    name, colour = _keys(kept.layer_id)
    with st.container(border=True):
        st.text_input("New name", kept.name, key=name, max_chars=80)
        st.pills(
            "Colour",
            list(LayerColour),
            key=colour,
            default=colour_of(kept, at),
            required=True,
            format_func=lambda each: each.value.capitalize(),
            help="These are told apart by people who see colours differently, too.",
        )
        if refused := st.session_state.pop(_REFUSED, ""):
            st.warning(plain(refused))
        st.button("Save the change", on_click=_save, args=(kept.layer_id,), icon=":material/check:", width="stretch")


def _keys(layer_id: int) -> tuple[str, str]:
    return f"own_layer_new_name_{layer_id}", f"own_layer_new_colour_{layer_id}"


def _turn(layer_id: int) -> None:
    st.session_state[_OPEN] = None if st.session_state.get(_OPEN) == layer_id else layer_id


def _save(layer_id: int) -> None:
    name, colour = (st.session_state[key] for key in _keys(layer_id))
    try:
        OwnLayers(cache.writable_store().path, read_only=False).change(layer_id, name=name, colour=LayerColour(colour))
    except (LayerError, EventsError) as error:
        st.session_state[_REFUSED] = str(error)
        return
    st.session_state[_OPEN] = None
