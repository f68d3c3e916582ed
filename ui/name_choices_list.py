"""The project's choices for names: what each name means where, who said so and when; each can be taken back."""

import streamlit as st

from gazetteer import NameChoice, day_words
from ui import cache, name_choosing
from ui.paging import page_within
from ui.words import count_of, plain

_OPEN, _NUMBER, _PAGE = "name_choices_list", "name_choices_page", 20


def name_choices_list() -> None:
    """Draw the list, the newest first, where there is any choice."""
    choices = cache.name_choices()
    if not choices:
        return
    box = st.expander(f"Your choices for names ({len(choices):,})", key=_OPEN, on_change="rerun")
    with box:
        if not box.open:
            return
        st.caption(
            "They count when a report is read; a report that is saved follows once it is read again here and saved. "
            "Taking one back lets Dateline decide again."
        )
        name_choosing.OUTCOME.draw()
        pages = max(1, -(-len(choices) // _PAGE))
        page = page_within(_NUMBER, pages)
        for number, choice in enumerate(choices[(page - 1) * _PAGE : page * _PAGE]):
            _row(number, choice)
        if pages > 1:
            st.caption(f"{count_of(len(choices), 'choice')}, the newest first.")
            st.number_input(f"Page of {pages:,}", 1, pages, key=_NUMBER, width=160)


def _row(number: int, choice: NameChoice) -> None:
    where = "one report only" if choice.is_of_one_text else f"texts about {cache.country_name(choice.context)}"
    cue = f" ({choice.cue})" if choice.cue else ""
    told = " · ".join(filter(None, (f"in {where}", day_words(choice.at), choice.why)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{plain(choice.name)}**{plain(cue)} → {plain(choice.place_words or 'no place')} · {plain(told)}",
            width="stretch",
        )
        st.button(
            "Take back", key=f"take_back_{number}_{choice.at.isoformat()}", icon=":material/undo:",
            on_click=name_choosing.take_back, args=(choice,),
        )  # fmt: skip
