"""The days of reports on their way to the timeline: small, whatever the project's size, and named by what they say."""

import datetime as dt

import numpy as np

from geo import report_days_payload

FIRST = dt.date(1969, 12, 31)


def test_ten_years_of_many_reports_are_few_bytes() -> None:
    days = {dt.date(2010, 1, 1) + dt.timedelta(days=n): 1_000 + n for n in range(3_652)}
    assert len(report_days_payload(days)[1]) < 30_000


def test_the_same_days_have_the_same_name_in_whatever_order() -> None:
    days = {FIRST: 3, dt.date(2021, 3, 5): 300}
    token, payload = report_days_payload(days)
    assert report_days_payload(dict(reversed(days.items()))) == (token, payload)
    assert report_days_payload({**days, FIRST: 4})[0] != token
    assert np.array([-1], np.int32).tobytes() in payload


def test_no_reports_are_no_days() -> None:
    assert report_days_payload({})[0]
