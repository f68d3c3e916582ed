"""The project's own places: the list, import from a table, export as a table and as GeoJSON."""

import streamlit as st

from events import safe_cell
from gazetteer import BadRow, OwnPlace, PlacesTable, kind_words, read_table, to_feature_collection, to_rejects, to_table
from ui import cache, presses
from ui.place_changes import change
from ui.words import count_of, plain

_MOST_MB = 20
_ROW_PX, _MOST_PX, _MOST_ROWS = 35, 320, 1_000
_IMPORT = "import_table"
_COLUMNS = "name, aliases (separated by |), lon and lat, coordinates (degrees, MGRS) or wkt, class, radius_m, country_code, parent, same_as, pcode, note"


def own_table() -> str | None:
    """Draw the list with import and export; return the id of the place whose row was picked just now, else None."""
    owned = tuple(cache.own_places().values())
    st.subheader("Your own places", anchor=False)
    picked = _list(owned) if owned else None
    if not owned:
        st.caption(
            "None yet. Add one above, or import a table of many. They are kept in the project and win over ours."
        )
    one, two = st.columns([1, 1])
    with one, st.expander("Import a table", expanded=bool(st.session_state.get("places_import"))):
        _import()
    with two, st.expander("Export", expanded=bool(owned)):
        _export(owned)
    return picked


def _list(owned: tuple[OwnPlace, ...]) -> str | None:
    rows = [
        {
            "Place": own.place.name, "Kind": kind_words(own.place), "Country": cache.country_name(own.place.country_code),
            "Other names": ", ".join(own.aliases), "Note": own.note, "Remarks": "known only roughly" if own.place.is_rough else "",
        }
        for own in owned[:_MOST_ROWS]
    ]  # fmt: skip
    told = st.dataframe(
        [{name: safe_cell(words) for name, words in row.items()} for row in rows],
        key="own_places", hide_index=True, width="stretch", height=min(_MOST_PX, 38 + _ROW_PX * len(rows)),
        on_select="rerun", selection_mode="single-row", alt="Your own places",
    )  # fmt: skip
    if len(owned) > _MOST_ROWS:
        st.caption(f"The first {_MOST_ROWS:,} of {len(owned):,}; the search finds them all.")
    picked = told["selection"]["rows"]
    last = st.session_state.get("own_places_rows")
    st.session_state["own_places_rows"] = picked
    is_new = picked and picked != last and picked[0] < len(owned)
    return owned[picked[0]].place.place_id if is_new else None


def _import() -> None:
    names = cache.country_names()
    with st.form("import_places", border=False):
        file = st.file_uploader(
            "A table of places (CSV)", type=["csv", "tsv", "txt"], key="places_file", max_upload_size=_MOST_MB
        )
        code = st.selectbox(
            "Country of rows that name none", list(names), key="import_country", index=None,
            format_func=lambda each: names.get(each, each), placeholder="By the point",
        )  # fmt: skip
        asked = presses.submit_button("Import", key=_IMPORT, icon=":material/upload:")
    st.caption(f"Columns, in any order; only the name is required: {plain(_COLUMNS)}.")
    if asked and file is None:
        presses.drop(_IMPORT)
        st.warning("Choose a file first.", icon=":material/upload_file:")
    elif asked and file is not None and file.size > _MOST_MB * 1024**2:
        st.warning(f"The table was not read: it may have {_MOST_MB} MB. Split it, then import the parts.")
    elif asked and file is not None:
        with presses.answering(_IMPORT):
            with st.spinner("Reading the table…"):
                table = read_table(file.getvalue(), cache.gazetteer(), country=code)
            st.session_state["places_import"] = (file.name, table)
            if table.places:
                words = f"{count_of(len(table.places), 'place')} imported from {file.name}."
                change(words, add=table.places, source=file.name)
        if table.places:
            st.rerun()
    told: tuple[str, PlacesTable] | None = st.session_state.get("places_import")
    if told is not None:
        _tell(*told)


def _tell(name: str, table: PlacesTable) -> None:
    if not table.bad:
        words = "No row was refused." if table.places else "The file has no rows under its header."
        st.caption(f"{plain(name)}: {len(table.places):,} taken. {words}")
        return
    st.warning(
        plain(
            f"{name}: {len(table.places):,} taken, {len(table.bad):,} refused. Mend these rows and import them again."
        ),
        icon=":material/rule:",
    )
    st.dataframe(
        [_bad_row(row) for row in table.bad[:_MOST_ROWS]], hide_index=True, width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(table.bad)), alt="Rows that were refused",
    )  # fmt: skip
    st.download_button(
        "Download the refused rows", to_rejects(table.bad), "refused_rows.csv", "text/csv", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def _bad_row(row: BadRow) -> dict[str, object]:
    return {"Row": row.number, "Column": row.column, "Value": safe_cell(row.value), "Why": row.reason}


def _export(owned: tuple[OwnPlace, ...]) -> None:
    if not owned:
        st.caption("Nothing to export yet.")
        return
    st.caption("As a table that can be imported again, here or by others, or as GeoJSON for other maps.")
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: to_table(owned), "places.csv", "text/csv", key="own_csv", on_click="ignore",
            icon=":material/download:", width="stretch",
        )  # fmt: skip
        st.download_button(
            "GeoJSON", lambda: to_feature_collection(owned), "places.geojson", "application/geo+json", key="own_geojson", on_click="ignore",
            icon=":material/download:", width="stretch",
        )  # fmt: skip
