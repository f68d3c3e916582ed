"""A place that is being entered: what the form starts with, and the place that its fields make."""

from dataclasses import dataclass
from math import isfinite

import shapely
import streamlit as st

from gazetteer import BadValueError, Gazetteer, OwnPlace, Place, is_outside, offered_kinds, read_row
from ui import cache

FIELDS = ("name", "aliases", "kind", "country", "lon", "lat", "parent", "radius", "note")
_USUAL_KIND = "P/PPL"
# How the form calls the columns of which `read_row` speaks.
_LABELS = {
    "name": "Name", "aliases": "Other names", "class": "Kind", "country_code": "Country", "lon": "Longitude", "lat": "Latitude",
    "parent": "Lies in", "radius_m": "Reach", "note": "Note", "wkt": "Outline", "pcode": "P-code",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is being done: a new place, another version of one's own, or an addition to a listed place.

    ``own`` is the entry that is edited, ``listed`` the place that is added to; both None for a new place.
    """

    own: OwnPlace | None = None
    listed: Place | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is no place yet."""
        return self.own is None and self.listed is None

    @property
    def is_listed(self) -> bool:
        """Whether the place is one of the shipped list's, so that its kind and country stay."""
        return self.listed is not None or (self.own is not None and not self.own.place.place_id.startswith("own:"))


def key(field: str) -> str:
    """Return the name under which the page keeps a field of the form."""
    return f"new_{field}"


def begin(draft: Draft, *, name: str = "", country: str | None = None) -> None:
    """Open the form and fill it in; to be called before it is drawn."""
    place = draft.own.place if draft.own is not None else draft.listed
    start: dict[str, str | None] = dict.fromkeys(FIELDS, "")
    start |= {"name": name, "kind": _USUAL_KIND, "country": country}
    if place is not None:
        parent = _name_of(place.parent_id)
        start |= {
            "name": place.name, "kind": f"{place.feature_class}/{place.feature_code}", "country": place.country_code or None,
            "radius": str(round(place.radius_m)), "parent": parent,
        }  # fmt: skip
        if not place.is_rough:
            start |= {"lon": f"{place.lon:.6g}", "lat": f"{place.lat:.6g}"}
    if draft.own is not None:
        start |= {"aliases": "\n".join(draft.own.aliases), "note": draft.own.note}
    for field in FIELDS:
        st.session_state[key(field)] = start[field]
    st.session_state["place_draft"] = draft


def end() -> None:
    """Close the form."""
    st.session_state.pop("place_draft", None)


def kinds() -> dict[str, str]:
    """Return the kinds to choose from with their words, and the one chosen, which may be another."""
    offered = offered_kinds()
    chosen = st.session_state.get(key("kind")) or _USUAL_KIND
    return offered if chosen in offered else {**offered, chosen: f"{chosen} (as listed)"}


def point() -> tuple[float, float] | None:
    """Return the point (lon, lat) that the fields hold, None where they hold none."""
    try:
        lon, lat = (float(str(st.session_state.get(key(field), "")).replace(",", ".")) for field in ("lon", "lat"))
    except ValueError:
        return None
    is_on_globe = isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90
    return (lon, lat) if is_on_globe else None


def read(draft: Draft, gazetteer: Gazetteer) -> OwnPlace:
    """Return the place that the fields make.

    Raises
    ------
    BadValueError
        With the field's label as its column, and a sentence that says what to do.
    """
    field = {name: str(st.session_state.get(key(name)) or "").strip() for name in FIELDS}
    aliases = "|".join(line.strip() for line in field["aliases"].splitlines() if line.strip())
    row = {
        "name": field["name"], "aliases": aliases, "note": field["note"], "lon": field["lon"], "lat": field["lat"],
        "radius_m": field["radius"], "country_code": field["country"],
    }  # fmt: skip
    if draft.is_listed:
        place = draft.listed or (draft.own.place if draft.own else None)
        row["same_as"] = place.place_id if place is not None else ""
    else:
        row |= {"class": field["kind"], "parent": _parent(draft, field["parent"])}
        if not (field["lon"] or field["lat"] or field["parent"] or _outline(draft)):
            raise BadValueError(
                "Place", "", "click the map where it is, type its longitude and latitude, or say in what it lies"
            )
    row |= {"pcode": draft.own.pcode if draft.own else "", "wkt": _outline(draft)}
    try:
        own = read_row(row, gazetteer)
    except BadValueError as error:
        raise BadValueError(_LABELS.get(error.column, error.column), error.value, error.reason) from error
    if is_outside(own, gazetteer):
        raise BadValueError(
            "Country",
            "",
            f"the point lies outside {cache.country_name(own.place.country_code)}; did you swap longitude and latitude?",
        )
    _check_outline(own, field["lon"], field["lat"])
    return own


def _name_of(place_id: str | None) -> str:
    gazetteer = cache.gazetteer()
    return gazetteer.place(place_id).name if place_id is not None and gazetteer.holds(place_id) else ""


def _parent(draft: Draft, written: str) -> str:
    """Return the parent's id where its name was left as it stood, since another place may bear it too."""
    before = draft.own.place.parent_id if draft.own is not None else None
    return before if before is not None and written and _name_of(before) == written else written


def _outline(draft: Draft) -> str:
    has_one = draft.own is not None and draft.own.outline is not None
    return shapely.to_wkt(draft.own.outline, rounding_precision=6) if has_one and draft.own else ""


def _check_outline(own: OwnPlace, lon: str, lat: str) -> None:
    if own.outline is None or not (lon and lat):
        return
    if not own.outline.buffer(1e-4).covers(shapely.Point(float(lon.replace(",", ".")), float(lat.replace(",", ".")))):
        raise BadValueError(
            "Longitude", lon, "the point lies outside this place's outline, which was imported and stays as it is"
        )
