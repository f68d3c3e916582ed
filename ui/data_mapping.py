"""Which column of the table holds what: one field of an event a line, with why it is proposed, each to be corrected."""

from dataclasses import replace
from functools import partial

import streamlit as st

from events import readable
from events.datasets.tables import WAYS, Field, How, TableMapping, to_recipe
from ui import presses
from ui.data_file import DataFile, opened_file, recipes, remap
from ui.data_words import ASKED, FIELDS, HELP, WAYS_SAID, shortened
from ui.words import plain

_NONE = ""
_WIDTHS = (1.7, 2.5, 2.0, 4)
_LONGEST = 48
_MOST_LETTERS = 300


def mapping_fields(file: DataFile) -> None:
    """Draw a line for each field of an event: its column, how that is written, and why it was proposed or an example."""
    used = {use.field for use in file.mapping.uses} | {use.field for use in file.guess.mapping.uses}
    shown = [field for field in FIELDS if field in ASKED or field in used]
    if file.from_recipe:
        st.caption("As your recipe for tables with these columns says.")
    for doubt in file.guess.doubts:
        st.warning(plain(doubt), icon=":material/help:")
    with st.container(gap="xsmall"):
        for field in shown:
            _line(file, field)
    others = [field for field in FIELDS if field not in shown]
    if others:
        more = st.expander(f"Other fields ({len(others)})", key=f"data_more_{file.token}", on_change="rerun")
        if more.open:
            with more, st.container(gap="xsmall"):
                for field in others:
                    _line(file, field)
    taken = {use.column for use in file.mapping.uses}
    left = [column for column in file.table.columns if column not in taken]
    if left:
        shown_names = ", ".join(plain(column) for column in left[:12])
        more_names = f" and {len(left) - 12} more" if len(left) > 12 else ""
        st.caption(f"Kept with each event as they are: {shown_names}{more_names}.")


def _line(file: DataFile, field: Field) -> None:
    use = file.mapping.use(field)
    column_key, how_key = f"data_column_{file.token}_{field}", f"data_how_{file.token}_{field}"
    name, column, how, why = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    name.markdown(FIELDS[field], help=HELP.get(field))
    st.session_state[column_key] = use.column if use is not None else _NONE
    with column:
        st.selectbox(
            f"Column for {FIELDS[field]}", [_NONE, *file.table.columns], key=column_key, label_visibility="collapsed",
            format_func=lambda each: readable(each)[:_LONGEST] or "no column", on_change=_correct, args=(field, column_key, None),
        )  # fmt: skip
    if use is None:
        return
    ways = WAYS[field]
    if len(ways) > 1:
        st.session_state[how_key] = use.how
        with how:
            st.selectbox(
                f"How {FIELDS[field]} is written", list(ways), key=how_key, label_visibility="collapsed",
                format_func=lambda each: WAYS_SAID[How(each)], on_change=_correct, args=(field, column_key, how_key),
            )  # fmt: skip
    why.caption(_why(file, use.column, use.reason))


def _why(file: DataFile, column: str, reason: str) -> str:
    example = _example(file, column)
    said = f"because {reason}" if reason else "as you say" if not file.from_recipe else "as in the recipe"
    return f"{plain(said)}{f'; such as “{plain(example)}”' if example else ''}"


def _example(file: DataFile, column: str) -> str:
    at = file.table.columns.index(column)
    return shortened(next((row[at] for row in file.first if row[at] is not None), ""), _LONGEST)


def _correct(field: Field, column_key: str, how_key: str | None) -> None:
    """Take a person's word for a field, before the page runs anew."""
    file = opened_file()
    if file is not None:
        how = st.session_state[how_key] if how_key is not None else None
        remap(file.mapping.corrected(field, st.session_state[column_key], how))


def source_fields(file: DataFile) -> None:
    """Ask whose data they are: the name, the licence and the citation travel with the events."""
    told = (
        ("name", "Name of the dataset", "Rows of the same name and id are the same events.", None),
        ("licence", "Licence", None, "CC BY 4.0"),
        ("citation", "How to cite it", None, "Author, year, title"),
    )
    for box, (name, label, words, example) in zip(st.columns((2, 1.4, 3)), told, strict=True):
        key = f"data_{name}_{file.token}"
        st.session_state.setdefault(key, getattr(file.mapping, name))
        box.text_input(
            label, key=key, max_chars=_MOST_LETTERS, help=words, placeholder=example, on_change=_tell, args=(name, key)
        )


def _tell(name: str, key: str) -> None:
    file = opened_file()
    if file is not None:
        said = " ".join(st.session_state[key].split())
        if said or name != "name":
            remap(_told(file.mapping, name, said))


def _told(mapping: TableMapping, name: str, said: str) -> TableMapping:
    match name:
        case "name":
            return replace(mapping, name=said)
        case "licence":
            return replace(mapping, licence=said)
        case _:
            return replace(mapping, citation=said)


def recipe_buttons(file: DataFile) -> None:
    """Offer to keep the mapping for the next table with these columns."""
    if presses.button("Keep as a recipe", key="data_keep_recipe", icon=":material/bookmark_add:", help="The next file with these columns is then read as this one."):  # fmt: skip
        with presses.answering("data_keep_recipe"):
            recipes().save(file.mapping)
        st.toast("Kept. The next file with these columns is read so by itself.", icon=":material/bookmark_added:")
    st.download_button(
        "Download the recipe", partial(to_recipe, file.mapping), "dateline-recipe.toml", "application/toml", key="data_recipe",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
