"""Charts of counts: what reaches the browser is little, and text from a stranger stays text."""

import datetime as dt

import pandas as pd
import pyarrow as pa

from geo import PICK, Bar, build_bars, build_toll, change_svg, thinned


def _bar(key: str, certain: int, possible: int = 0) -> Bar:
    return Bar(key=key, label=key.upper(), certain=certain, possible=possible)


def test_a_row_of_a_clickable_chart_is_one_selection_on_its_key_and_others_have_none() -> None:
    spec = build_bars([_bar("a", 3, 1), _bar("b", 2)], is_clickable=True).to_dict()
    assert [(each["name"], each["select"]["fields"]) for each in spec["params"]] == [(PICK, ["key"])]
    assert "params" not in build_bars([_bar("a", 3)], is_clickable=False).to_dict()


def test_possible_events_are_a_paler_bar_behind_the_certain_ones_only_where_there_are_any() -> None:
    assert len(build_bars([_bar("a", 3, 1)], is_clickable=False).to_dict()["layer"]) == 4
    assert len(build_bars([_bar("a", 3)], is_clickable=False).to_dict()["layer"]) == 3


def test_a_name_cannot_leave_the_expression_that_labels_it() -> None:
    spec = build_bars([_bar('"}; alert(1) //\u2028𐍈', 3)], is_clickable=False).to_json()
    assert "ALERT\\\\u00281\\\\u0029" in spec
    assert "alert(1)" not in spec.split('"labelExpr"')[1].split("\n")[0]


def test_a_toll_of_many_days_is_thinned_and_keeps_its_end() -> None:
    days = [dt.date(2000, 1, 1) + dt.timedelta(days=n) for n in range(3_000)]
    rows = thinned(pd.DataFrame({"day": days, "killed_best": range(3_000)}))
    assert len(rows) <= 400
    assert rows["killed_best"].iloc[-1] == 2_999
    assert rows["killed_best"].is_monotonic_increasing
    assert build_toll(pa.table({"day": [], "killed_low": [], "killed_best": [], "killed_high": []})) is None


def test_a_change_is_drawn_to_the_side_of_its_sign_in_its_colour() -> None:
    assert "%23d9742b" in change_svg(5, 10)
    assert "%232f78b7" in change_svg(-5, 10)
    assert "width='0'" in change_svg(0, 0)
