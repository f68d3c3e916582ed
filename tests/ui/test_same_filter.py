"""What is filled in on screen, what the page's address then says, and what the command line finds by it are the same events."""

import datetime as dt
import json
from collections.abc import Mapping

import numpy as np
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from events import EventFilter
from events.__main__ import cli
from tests.ui.conftest import ROOT, Open, event_rows
from ui import cache

# What an analyst fills into the fields of the sidebar.
FILLED: tuple[Mapping[str, object], ...] = (
    {"from_date": dt.date(2020, 5, 21), "to_date": dt.date(2020, 6, 1)},
    {"from_date": dt.date(2020, 5, 21), "to_date": dt.date(2020, 6, 1), "certain": True},
    {"types": ["battle", "attack on civilians"], "countries": ["LY", "ML"]},
    {"countries": ["LY"], "max_where_prec": 2},
    {"text": "police"},
    {"min_killed": 1, "max_killed": 20},
    {"review": "to-check", "min_confidence": 0.6},
    {"countries": ["LY"], "sources": ["Sample: Cairo desk"]},
    {"actors": ["LNA"]},
    {"adm1": ["LY.77", "BF.05"]},
    {"statuses": ["planned", "denied"]},
    {"statuses": [], "countries": ["IN", "RS", "PK", "LY"]},
)


def _filled(page: AppTest, fields: Mapping[str, object]) -> AppTest:
    page.session_state["filter_more"] = True
    page.run()
    for name, value in fields.items():
        kinds = (page.date_input, page.multiselect, page.text_input, page.selectbox, page.number_input, page.toggle)
        field = next(each for kind in kinds for each in kind if each.key == f"f_{name}")
        field.set_value(value)
    return page.run()


# What no field of the sidebar holds: the map or the address puts it into the filter.
BY_ADDRESS: tuple[Mapping[str, str], ...] = (
    {"bbox": "9,19,26,34"},
    {"polygon": "-18 10,10 10,10 25,-18 25"},
    {"bbox": "9,19,26,34", "polygon": "8 30,20 30,13 36", "type": "battle"},
)


def _explore() -> AppTest:
    return AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)


def _ids(page: AppTest) -> list[str]:
    """Return the ids of the events by the filter that the page holds, which are those of its table's rows, too."""
    held: EventFilter = page.session_state["filter"]
    store = cache.store()
    mask = store.query().mask(held)
    found = [store.query().id_at(int(position)) for position in np.flatnonzero(mask)]
    assert sorted(event_rows(page)["Sentence"]) == sorted(each.sentence for each in store.events(found))
    return sorted(found)


@pytest.mark.parametrize("fields", FILLED, ids="+".join)
def test_screen_address_and_command_line_show_the_same_events(open_page: Open, fields: Mapping[str, object]) -> None:
    total = len(event_rows(open_page("explore")))
    page = _filled(_explore(), fields)
    _check(page, total)


@pytest.mark.parametrize("address", BY_ADDRESS, ids="+".join)
def test_areas_of_the_address_show_the_same_events_too(open_page: Open, address: Mapping[str, str]) -> None:
    total = len(event_rows(open_page("explore")))
    page = _explore()
    for name, value in address.items():
        page.query_params[name] = value
    _check(page.run(), total)


def _check(page: AppTest, total: int) -> None:
    assert not page.exception
    shown = _ids(page)
    assert 0 < len(shown) < total

    address = {name: value for name, value in page.query_params.items() if name not in {"event", "layers"}}
    again = _explore()
    for name, value in address.items():
        again.query_params[name] = value
    assert _ids(again.run()) == shown

    options: list[str] = []
    for name, value in address.items():
        words = value if isinstance(value, str) else value[0]
        several = name in {"type", "country", "adm1", "status"}
        for each in words.split(";") if several else [words]:
            options += [f"--{name}"] if name == "certain" else [f"--{name}", each]
    done = CliRunner().invoke(cli, ["list", "--format", "json", *options])
    assert done.exit_code == 0, done.output
    assert sorted(row["event_id"] for row in json.loads(done.stdout)) == shown
