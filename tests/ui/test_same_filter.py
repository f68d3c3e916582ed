"""What is filled in on screen, what the page's address then says, and what the command line finds by it are the same events."""

import datetime as dt
import json
from collections.abc import Mapping

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from events.__main__ import cli
from tests.ui.conftest import ROOT, Open, event_rows

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
)


def _filled(page: AppTest, fields: Mapping[str, object]) -> AppTest:
    page.session_state["filter_more"] = True
    page.run()
    for name, value in fields.items():
        kinds = (page.date_input, page.multiselect, page.text_input, page.selectbox, page.number_input, page.toggle)
        field = next(each for kind in kinds for each in kind if each.key == f"f_{name}")
        field.set_value(value)
    return page.run()


@pytest.mark.parametrize("fields", FILLED, ids="+".join)
def test_screen_address_and_command_line_show_the_same_events(open_page: Open, fields: Mapping[str, object]) -> None:
    total = len(event_rows(open_page("explore")))
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    page = _filled(page, fields)
    assert not page.exception
    shown = sorted(event_rows(page)["Sentence"])
    assert 0 < len(shown) < total

    address = {name: value for name, value in page.query_params.items() if name not in {"event", "layers"}}
    again = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    for name, value in address.items():
        again.query_params[name] = value
    assert sorted(event_rows(again.run())["Sentence"]) == shown

    options: list[str] = []
    for name, value in address.items():
        words = value if isinstance(value, str) else value[0]
        several = name in {"type", "country", "adm1"}
        for each in words.split(";") if several else [words]:
            options += [f"--{name}"] if name == "certain" else [f"--{name}", each]
    done = CliRunner().invoke(cli, ["list", "--format", "json", *options])
    assert done.exit_code == 0, done.output
    assert sorted(row["sentence"] for row in json.loads(done.stdout)) == shown
