"""The names of a report, the least sure first: what each was taken for, its rivals and why; and a click that puts it right."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from events import Extraction
from gazetteer import Place
from geo import named_id
from ui import cache, name_choosing
from ui.name_choosing import CARD, ROW
from ui.name_senses import Confidence, Sense, rival_details, rival_words, rivals_of, senses_of, taken_words, why_words
from ui.paging import page_within
from ui.placing import place_line
from ui.words import count_of, plain

_OPEN, _SHOWN, _FIND, _NUMBER = "name_panel", "names_shown", "find_name", "names_page"
_PAGE, _MOST_RIVALS, _MOST_FOUND, _MOST_LETTERS = 15, 3, 6, 100
# What fits less is named only where there is nothing better.
_UNLIKELY = 0.1
_Colour = Literal["red", "blue", "green", "violet", "gray"]
_COLOURS: dict[Confidence, _Colour] = {
    Confidence.NOT_PLACED: "red",
    Confidence.DOUBTFUL: "red",
    Confidence.LIKELY: "blue",
    Confidence.SURE: "green",
    Confidence.CHOSEN: "violet",
    Confidence.NO_PLACE: "gray",
}
_HOW = (
    "The least sure first. Of a hundred names that are read with 70%, about seventy are names of a place, and of that place or one "
    "near it. From 80% on a place is called sure, below 50% doubtful. Say what a name means, and Dateline follows you in this project."
)


def name_panel(found: Extraction, *, on_show: Callable[[str], None]) -> None:
    """Draw the panel; ``on_show`` hears the id (`geo.named_id`) of a name that is to be shown in the text and on the map."""
    senses = senses_of(found)
    if not senses:
        return
    to_check = [sense for sense in senses if sense.is_to_check]
    label = f"Places named in this report ({len(senses):,}; {len(to_check):,} to check)"
    box = st.expander(label, key=_OPEN, expanded=True, on_change="rerun")
    with box:
        if not box.open:
            return
        done_bar(ROW)
        st.caption(_HOW)
        shown = _wanted(senses, to_check)
        pages = max(1, -(-len(shown) // _PAGE))
        page = page_within(_NUMBER, pages)
        for sense in shown[(page - 1) * _PAGE : page * _PAGE]:
            _row(sense, found, on_show)
        if not shown:
            st.caption("No name of this report is so: change what is shown, or the letters above.")
        if pages > 1:
            first = (page - 1) * _PAGE + 1
            st.caption(f"{first:,} to {min(page * _PAGE, len(shown)):,} of {count_of(len(shown), 'name')}.")
            st.number_input(f"Page of {pages:,}", 1, pages, key=_NUMBER, width=160)


def done_bar(where: str) -> None:
    """Say what was chosen last, with the button that takes it back; or why it was not."""
    done = name_choosing.last_done(where)
    if done is not None:
        # Beside the map there is no room for two columns.
        words, button = (
            st.columns([5, 1], vertical_alignment="center") if where == ROW else (st.container(), st.container())
        )
        words.success(plain(done.words), icon=":material/check:" if done.choice else ":material/undo:")
        if done.choice is not None:
            button.button("Undo", key="undo_choice", icon=":material/undo:", on_click=name_choosing.undo)
    if not name_choosing.is_any_asked():
        name_choosing.OUTCOME.draw()


def _wanted(senses: Sequence[Sense], to_check: Sequence[Sense]) -> Sequence[Sense]:
    """Draw what narrows the list, and return what it leaves."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        is_to_check = st.toggle("Only what is to be checked", key=_SHOWN)
        letters = ""
        if len(senses) > _PAGE:
            letters = st.text_input(
                "Find a name", key=_FIND, max_chars=_MOST_LETTERS, placeholder="Find a name or a place",
                label_visibility="collapsed", width=320,
            )  # fmt: skip
    wanted = to_check if is_to_check else senses
    word = letters.strip().casefold()
    return [s for s in wanted if word in f"{s.name} {taken_words(s.meant)}".casefold()] if word else wanted


def _row(sense: Sense, found: Extraction, on_show: Callable[[str], None]) -> None:
    is_asked = name_choosing.is_asked(sense, ROW)
    with st.container(border=True, gap=None if not is_asked else "small"):
        left, right = st.columns([6, 5], vertical_alignment="center")
        times = f" · {sense.mentions:,} times" if sense.mentions > 1 else ""
        cue = f" ({plain(sense.cue)})" if sense.cue else ""
        left.markdown(f"**{plain(sense.name)}**{cue} → {plain(taken_words(sense.meant))}{times}")
        with right.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
            st.badge(sense.sureness, color=_COLOURS[sense.confidence])
            if sense.confidence is not Confidence.NO_PLACE:
                st.button(
                    "Show", key=f"show_{sense.key}", icon=":material/my_location:", type="tertiary", on_click=on_show,
                    args=(named_id(sense.first),), help=f"Show “{plain(sense.name)}” in the text and on the map",
                )  # fmt: skip
            _take_back_button(sense, found)
            _change_button(sense, ROW)
        told = [f"Why: {plain(why_words(sense.meant))}"]
        told += [] if is_asked else [_rivals_line(sense), _next_line(sense)]
        st.caption("  \n".join(filter(None, told)))
        if is_asked:
            choosing(sense, found, ROW)


def _rivals_line(sense: Sense) -> str:
    """Say a name's likeliest rivals in one line of Markdown, "" where it has none."""
    rivals = rivals_of(sense.meant)
    told = [each for each in rivals if each.score >= _UNLIKELY][:_MOST_RIVALS] or rivals[:1]
    if told:
        said = "; ".join(rival_words(each.place, sense.meant.place, fits=each.score) for each in told)
        more = f"; and {len(rivals) - len(told)} more" if len(rivals) > len(told) else ""
        return f"Rivals: {plain(said)}{more}"
    return ""


def _next_line(sense: Sense) -> str:
    """Say what to do about a name that is not placed."""
    if sense.confidence is not Confidence.NOT_PLACED or not sense.can_be_chosen:
        return ""
    return "Next: press “Choose” to say where it is, or add it on the page Places and read the report again."


def _take_back_button(sense: Sense, found: Extraction) -> None:
    is_said = sense.confidence in {Confidence.CHOSEN, Confidence.NO_PLACE}
    choice = name_choosing.held(sense, found.report.text) if is_said else None
    if choice is not None:
        st.button(
            "Take back", key=f"row_take_back_{sense.key}", icon=":material/undo:", type="tertiary",
            on_click=name_choosing.take_back, args=(choice,), help="Let Dateline decide again",
        )  # fmt: skip


def _change_button(sense: Sense, where: str) -> None:
    if not sense.can_be_chosen:
        return
    if name_choosing.is_asked(sense, where):
        st.button("Cancel", key=f"{where}_cancel", icon=":material/close:", type="tertiary", on_click=name_choosing.end)
        return
    st.button(
        "Choose", key=f"{where}_choose_{sense.key}", icon=":material/edit_location_alt:", on_click=name_choosing.begin,
        args=(sense, where), help=f"Say what “{plain(sense.name)}” means",
    )  # fmt: skip


def choose_button(sense: Sense, found: Extraction, where: str) -> None:
    """Draw the button that asks what a name means and, where it is asked, the panel."""
    _change_button(sense, where)
    if name_choosing.is_asked(sense, where):
        with st.container(border=True):
            choosing(sense, found, where)


def choosing(sense: Sense, found: Extraction, where: str) -> None:
    """Draw what a name may mean, each with the click that says so."""
    name_choosing.OUTCOME.draw()
    _scope(sense)
    taken = sense.meant.place
    say = partial(_this_one, sense=sense, text=found.report.text, where=where)
    if where == CARD:
        st.caption("Click the one that is meant.")
    if taken is not None and not taken.is_coordinates:
        say(taken, note="taken now", key="taken")
    for number, rival in enumerate(rivals_of(sense.meant)):
        say(rival.place, fits=rival.score, key=f"rival_{number}", why=rival.reasons)
    one, two = st.columns(2)
    letters = one.text_input(
        "None of them? Look for another place", key=name_choosing.ELSE, max_chars=_MOST_LETTERS,
        placeholder="a name in any spelling or script",
    )  # fmt: skip
    two.text_input("How do you know? (kept with the choice)", key=name_choosing.WHY, max_chars=200)
    if letters.strip():
        _others(letters, sense, say)
    st.button(
        f"“{plain(sense.name)}” is no place", key=f"{where}_no_place", icon=":material/location_off:", type="tertiary",
        on_click=name_choosing.choose, args=(sense, None, found.report.text, where),
    )  # fmt: skip


def _scope(sense: Sense) -> None:
    name, about = sense.name, sense.meant.about
    if not about:
        st.markdown(
            plain(
                f"What is “{name}”? Your choice counts in this report only: its other names are of several countries, or of none."
            )
        )
        return
    st.markdown(plain(f"What is “{name}”? Your choice counts from now on {name_choosing.context_words(about, name)}."))
    st.checkbox("Only in this report", key=name_choosing.ONLY_HERE)


def _others(letters: str, sense: Sense, say: Callable[..., None]) -> None:
    known = {each.place.place_id for each in sense.meant.candidates}
    found = [each for each in cache.gazetteer().search(letters, limit=_MOST_FOUND) if each.place.place_id not in known]
    for number, each in enumerate(found):
        say(each.place, key=f"found_{number}")
    if not found:
        st.caption(
            "No other place of that name. Try another spelling, or add the place on the page Places and read the report again."
        )


def _this_one(
    place: Place,
    *,
    key: str,
    sense: Sense,
    text: str,
    where: str,
    fits: float | None = None,
    note: str = "",
    why: Sequence[str] = (),
) -> None:
    key = f"{where}_{key}_{place.place_id}"
    reasons = plain("; ".join(why)) or None
    choose = partial(name_choosing.choose, sense, place, text, where)
    details = "; ".join(filter(None, (note, rival_details(place, sense.meant.place, fits=fits))))
    if where == CARD:
        # Beside the map there is no room for two columns: the place's own words are the button.
        with st.container(gap=None):
            st.button(
                plain(place_line(place)),
                key=key,
                icon=":material/check:",
                type="tertiary",
                help=reasons,
                on_click=choose,
            )
            st.caption(plain(details))
        return
    said, button = st.columns([3, 1], vertical_alignment="center")
    said.markdown(plain(f"{place_line(place)} ({details})" if details else place_line(place)), help=reasons)
    button.button("It is this one", key=key, icon=":material/check:", width="stretch", on_click=choose)
