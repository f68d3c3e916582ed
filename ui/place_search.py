"""The search for a place: the box, and what was found as a table in plain words."""

from collections.abc import Sequence

import streamlit as st

from events import safe_cell
from gazetteer import Candidate, Gazetteer, Place, Tier, fold, kind_words
from ui import cache

MOST_FOUND = 30
_ROW_PX, _MOST_PX = 35, 248
_QUERY, _COUNTRY = "q", "in"


def search_box() -> tuple[str, str | None]:
    """Draw the box and the choice of country; return what was typed and the country's code. The address follows."""
    box, country = st.columns([3, 1])
    query = box.text_input(
        "Search for a place",
        key=_QUERY,
        bind="query-params",
        type="search",
        live="300ms",
        max_chars=120,
        icon=":material/search:",
        placeholder="in any spelling or script: Misrata, Misurata, مصراتة, Мисрата",
    )
    names = cache.country_names()
    code = country.selectbox(
        "Country",
        list(names),
        key=_COUNTRY,
        bind="query-params",
        index=None,
        format_func=lambda each: names.get(each, each),
        placeholder="All countries",
    )
    return " ".join((query or "").split()), code


def last_search() -> tuple[str, str | None]:
    """Return what was typed and the country's code, before the box is drawn."""
    return " ".join(str(st.session_state.get(_QUERY) or "").split()), st.session_state.get(_COUNTRY)


def ask(query: str) -> None:
    """Put a name into the box, in any country; for a button's ``on_click``."""
    st.session_state[_QUERY] = query
    st.session_state[_COUNTRY] = None


def match_words(candidate: Candidate, query: str) -> str:
    """Say how a place's name and what was typed agree, and what is to be checked."""
    match candidate.tier:
        case Tier.EXACT | Tier.FOLDED if any(reason.startswith("begins like") for reason in candidate.reasons):
            return next(reason for reason in candidate.reasons if reason.startswith("begins like"))
        case Tier.EXACT if any(reason.endswith(" as written") or " km from " in reason for reason in candidate.reasons):
            return candidate.reasons[0]
        case Tier.EXACT | Tier.FOLDED if fold(candidate.place.name) != fold(query):
            return "one of its other names"
        case Tier.EXACT:
            return "same spelling"
        case Tier.FOLDED:
            return "same name, written otherwise"
        case Tier.CUE:
            return "same name with a word for its kind"
        case Tier.ABBREVIATION:
            return "abbreviation or code"
        case Tier.SKELETON:
            return "sounds like it, to be checked"
        case Tier.TYPO:
            return "a letter or two differ, to be checked"
        case Tier.ONLINE:
            return "found online"


def results_table(found: Sequence[Candidate], query: str, *, key: str) -> str | None:
    """Draw what was found; return the id of the place whose row was picked just now, else None."""
    gazetteer, own = cache.gazetteer(), cache.own_places()
    rows = [
        {
            "Place": candidate.place.name,
            "Kind": kind_words(candidate.place),
            "Country": cache.country_name(candidate.place.country_code),
            "Province": _province(candidate.place, gazetteer),
            "Match": match_words(candidate, query),
            "Remarks": _remarks(candidate.place, is_own=candidate.place.place_id in own),
        }
        for candidate in found
    ]
    chosen = st.dataframe(
        [{name: safe_cell(words) for name, words in row.items()} for row in rows],
        key=key,
        hide_index=True,
        width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(rows)),
        on_select="rerun",
        selection_mode="single-row",
        alt="Places found",
    )
    picked = chosen["selection"]["rows"]
    last = st.session_state.get(f"{key}_rows")
    st.session_state[f"{key}_rows"] = picked
    is_new = picked and picked != last and picked[0] < len(found)
    return found[picked[0]].place.place_id if is_new else None


def _province(place: Place, gazetteer: Gazetteer) -> str:
    province = gazetteer.admin1(place.country_code, place.admin1_code) if place.admin1_code else None
    return province.name if province is not None and province.place_id != place.place_id else ""


def _remarks(place: Place, *, is_own: bool) -> str:
    return ", ".join(filter(None, ("your own" if is_own else "", "known only roughly" if place.is_rough else "")))
