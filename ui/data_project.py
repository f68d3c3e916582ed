"""The project itself: where it lies, its backups, and whose data it holds under which licences."""

from collections.abc import Sequence

import streamlit as st

from events import EventsError
from events.backups import BY_HAND, list_backups
from events.database import utc_now
from events.datasets import Imported, imported_datasets
from events.safekeeping import back_up
from geo import basemap_credits
from ui import cache, presses
from ui.words import count_of, plain

_BACK_UP, _SAID = "data_back_up", "data_backed_up"
_KINDS = {"daily": "by itself, daily", BY_HAND: "by hand"}
_ROW_PX, _MOST_PX = 35, 320


def project_part() -> None:
    """Draw the part of the page about the project."""
    store = cache.store()
    imported = imported_datasets(store)
    if store.is_sample:
        st.info(
            "This is the sample project: it cannot be changed, so there is nothing to back up. Your first saved report, or the first import, opens a project of your own.",
            icon=":material/lightbulb:",
        )
    else:
        datasets = sum(not each.is_undone for each in imported)
        told = f"{count_of(store.count_reports() - datasets, 'report')}, {count_of(datasets, 'imported dataset')}"
        st.markdown(f"**{plain(store.name)}**: {told}, {_mb(store.path.stat().st_size)}. It lies in one file:")
        st.code(str(store.path), language=None, wrap_lines=True)
        _backups()
    _licences(imported)


def _backups() -> None:
    store = cache.store()
    st.markdown("#### Backups")
    st.caption(
        "A project that changed is backed up once a day, when it is opened to be changed: the newest of each of seven days and four weeks are kept, and those by hand."
    )
    if presses.button("Back up now", key=_BACK_UP, icon=":material/backup:"):
        try:
            with presses.answering(_BACK_UP), st.spinner("Copying the project…"):
                kept = back_up(store.path, now=utc_now(), kind=BY_HAND)
            st.session_state[_SAID] = f"Backed up and checked: {kept.name}"
        except EventsError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(plain(said), icon=":material/check:")
    found = list_backups(store.path)
    if not found:
        return
    st.dataframe(
        [
            {"Taken (UTC)": each.at, "Why": _KINDS.get(each.kind, each.kind.replace("-", " ")), "Size": _mb(each.size_bytes), "File": each.path.name}
            for each in found
        ],
        key="data_backups", hide_index=True, width="stretch", height=min(_MOST_PX, 38 + _ROW_PX * len(found)),
        column_config={"Taken (UTC)": st.column_config.DatetimeColumn(format="D MMM YYYY HH:mm", timezone="UTC")},
    )  # fmt: skip
    st.caption("To go back to one: close Dateline, then")
    st.code(f"python -m events backup --restore {found[0].path.name}", language=None, wrap_lines=True)


def _licences(imported: Sequence[Imported]) -> None:
    st.markdown("#### Whose data this is")
    for each in imported:
        about = each.dataset
        told = (about.licence or "licence not said", about.citation, about.url)
        st.markdown(
            f"- **{plain(about.name)}**{' (import undone)' if each.is_undone else ''}: {plain(' · '.join(filter(None, told)))}"
        )
    st.markdown("\n".join(f"- {plain(line)}" for line in (*cache.gazetteer().attributions(), *basemap_credits())))
    st.caption("They stand on maps, sheets and in files that need them; the texts of the licences lie beside Dateline.")


def _mb(number: int) -> str:
    return f"{number / 1e6:.1f} MB"
