"""What goes to the browser's map, kept until the project changes: its columns, layers, days of reports, what lies over it."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import streamlit as st

from events import EventFilter, changes_between, differences, silence_in
from geo import (
    OwnLayers,
    columns_payload,
    difference_payload,
    labels_around,
    layers_payload,
    layers_token,
    provinces_of,
    report_days_payload,
    side_payload,
    silence_payload,
)
from ui import cache


@cache.until_changed(max_entries=32)
def silence(event_filter: EventFilter, first: dt.date | None, last: dt.date | None) -> tuple[str, bytes]:
    """Return where reports are thin over some days as the map draws it, and the token that names it."""
    return silence_payload(silence_in(cache.reporting(event_filter), first=first, last=last))


@cache.until_changed(max_entries=16)
def difference(a: tuple[EventFilter, EventFilter, int], b: tuple[EventFilter, EventFilter, int]) -> tuple[str, bytes]:
    """Return two sides' difference by province as the map draws it, and the token that names it.

    A side is its filter, that of all that was told in its days, and how many days it has.
    """
    rows = [cache.tallies(side[0], "admin1").to_pylist() for side in (a, b)]
    told = [cache.reports_by_area(side[1]) for side in (a, b)]
    return difference_payload(differences(changes_between(*rows), *told, days_a=a[2], days_b=b[2]))


@cache.until_changed(max_entries=8)
def other_side(event_filter: EventFilter) -> tuple[str, bytes]:
    """Return the events of a comparison's other side as the map draws them, and the token that names them."""
    return side_payload(cache.mask(event_filter))


@cache.until_changed(max_entries=4, show_spinner="Counting reports…")
def _report_days(newest: int) -> tuple[str, bytes]:  # noqa: ARG001 - the key: a report without events changes no event
    return report_days_payload(cache.store().report_days())


def report_days() -> tuple[str, bytes]:
    """Return how many reports speak from each day as the timeline draws it, and the token that names it."""
    return _report_days(cache.store().newest_report)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapColumns:
    """The project's events as the browser's map draws them: ``payload`` goes there, ``rows`` stay, ``token`` names both."""

    payload: bytes
    rows: pa.Table
    token: str


@cache.until_changed(max_entries=2, show_spinner="Preparing the map…", ttl_s=None)
def columns() -> MapColumns:
    """Return the project's columns."""
    now, known = cache.query(), cache.gazetteer()
    # Taken first: what is saved meanwhile makes the next version, which is read then.
    token = hashlib.blake2b(f"{cache.store().path} {now.version}".encode(), digest_size=8).hexdigest()
    rows, areas = now.drawn(), now.areas()
    lon, lat = (rows[name].to_numpy() for name in ("lon", "lat"))
    payload = columns_payload(
        rows, areas, token=token, labels=labels_around(known, lon, lat), provinces=provinces_of(rows, known)
    )
    return MapColumns(payload=payload, rows=rows, token=token)


@st.cache_resource(show_spinner="Preparing the layers…", max_entries=2)
def _layers(path: str, token: str) -> bytes:
    kept = OwnLayers(Path(path))
    return layers_payload(token, [(each, kept.features(each.layer_id)) for each in kept.all()])


def layers() -> bytes | None:
    """Return the project's own layers as the map reads them, cached until one comes or goes; None where there are none."""
    now = cache.store()
    token = "" if now.is_sample else layers_token(now.path, OwnLayers(now.path).all())
    return _layers(str(now.path), token) if token else None
