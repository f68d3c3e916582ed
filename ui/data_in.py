"""Bringing data in: a file becomes events, looked at and corrected before anything is stored."""

import streamlit as st

from ui import cache
from ui.data_file import DataFile, choose_file, file_bar, opened_file
from ui.data_import import done_of, import_button, told_import
from ui.data_imported import imported_list
from ui.data_mapping import mapping_fields, recipe_buttons, source_fields
from ui.data_trial import first_rows, trial
from ui.guard import guarded
from ui.words import count_of, plain

_BY_HAND = "Say yourself what the columns are"


def bring_in() -> None:
    """Draw the part of the page that brings data in."""
    file = opened_file()
    if file is None:
        st.markdown(
            "Bring in events that others coded, or a table of your own. Nothing is stored before you have seen how it is read; what was "
            "imported can be undone as a whole."
        )
        choose_file()
    else:
        _opened(file)
    with guarded("Listing the datasets"):
        imported_list()


def _opened(file: DataFile) -> None:
    form = file.form
    if form is not None:
        file_bar(file, f"{form.dataset.name}, {count_of(len(file.table.columns), 'column')}, {file.rows_words}")
        st.caption(_about(file))
        if st.toggle(
            _BY_HAND, key=f"data_by_hand_{file.token}", help="Where the file is another than it was taken for."
        ):
            form = None
    else:
        file_bar(file, f"{file.table.kind}, {count_of(len(file.table.columns), 'column')}, {file.rows_words}")
    if not file.number:
        st.warning("It has columns and no rows. Choose another file.", icon=":material/table_rows:")
        return
    told_import(file)
    done = done_of(file)
    is_done = done is not None and done.is_whole
    with st.expander("How it was read", key=f"data_how_{file.token}") if is_done else st.container():
        if form is None:
            with st.container(border=True):
                st.markdown("**The first rows as they stand**")
                first_rows(file)
            st.markdown("**What the columns hold**")
            mapping_fields(file)
            source_fields(file)
        with guarded("Reading the first rows"):
            trial(file, form)
    place = st.empty()
    with guarded("Importing the file"), st.container(horizontal=True):
        import_button(file, form, place)
        if form is None:
            recipe_buttons(file)
    if cache.store().is_sample:
        st.caption("The sample project is not changed: the first import opens a project of your own.")


def _about(file: DataFile) -> str:
    about = file.form.dataset if file.form is not None else None
    if about is None:
        return ""
    return " · ".join(plain(each) for each in (about.licence, about.citation) if each)
