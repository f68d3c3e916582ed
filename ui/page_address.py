"""The page's address: what the parts of a page want in it is written at once, so that the browser's Back undoes a whole step.

Streamlit makes an entry in the browser's history of each writing. Where the map is, and how it looks, the browser writes
by itself without one (static/explorer/address.js).
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_WANTED, _WRITTEN = "address_wanted", "address_written"


def is_restored() -> bool:
    """Whether this run shows an address that the browser's Back or Forward brought: then it says what is shown, not the fields.

    An address that is not the one written last may also be an older one, sent with a press that came before the newer
    arrived; so the browser's own word is taken.
    """
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def take_restored() -> None:
    """Forget what an earlier run wanted to write: it is of the place that was left."""
    for key in (_WANTED, _WRITTEN):
        st.session_state.pop(key, None)


def named(name: str) -> str:
    """Return what the address says of a name, as it will be once it is written; "" where it says nothing."""
    return parts().get(name, "")


def parts() -> dict[str, str]:
    """Return all names of the address with what they say, as it will be once it is written."""
    wanted: dict[str, str] = st.session_state.get(_WANTED, {})
    return {name: value for name, value in {**st.query_params.to_dict(), **wanted}.items() if value}


def want(name: str, value: str) -> None:
    """Have the address say something of a name, nothing where the value is "", with the next writing."""
    st.session_state[_WANTED] = {**st.session_state.get(_WANTED, {}), name: value}


def write() -> None:
    """Write what is wanted, if anything of it is new."""
    wanted: dict[str, str] = st.session_state.get(_WANTED, {})
    written: dict[str, str] = st.session_state.get(_WRITTEN, {})
    now = st.query_params.to_dict()
    # what an earlier run wrote may still be on its way to the browser, which then tells of the address before it
    if any(value != now.get(name, "") or value != written.get(name, value) for name, value in wanted.items()):
        st.query_params.from_dict(parts())
    st.session_state[_WRITTEN] = {**written, **wanted}
    st.session_state.pop(_WANTED, None)
