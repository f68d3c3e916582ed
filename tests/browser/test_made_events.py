"""An event that a person makes by hand on Review is on the Explore map and in the list of events in sight."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from events import EventFilter, Verdict
from gazetteer import Gazetteer
from tests.browser.conftest import made_project, opened, serving, settle
from tests.browser.explore_map import events_in_sight, in_order, wait_drawn

pytestmark = [pytest.mark.browser, pytest.mark.soak]
_REPORT = "HOMS, Syria, 12 March 2021 - Gunmen attacked Homs on Thursday and killed two."


def test_an_event_made_by_hand_is_on_the_map_and_in_the_list_of_events_in_sight(
    home: Path, gazetteer: Gazetteer, tmp_path: Path, chromium: str
) -> None:
    folder = tmp_path / "hand"
    folder.mkdir()
    store = made_project(home, folder, gazetteer, _REPORT)
    with serving(folder) as address, opened(chromium, address) as page:
        page.goto(address)
        page.get_by_role("link", name="Review").click()
        page.get_by_text("Add an event by hand, without a report").click()
        page.get_by_label("What happened").fill("A fuel depot <b>blew up</b>.")
        page.get_by_label("Where: a name or coordinates").fill("34.55, 38.27")
        page.get_by_label("Where: a name or coordinates").press("Enter")
        settle(page)
        page.get_by_label("What", exact=True).click()
        page.get_by_role("option", name="Bombing").click()
        settle(page)
        page.get_by_role("button", name="Add the event").click()
        expect(page.get_by_text("Added by hand.").first).to_be_visible()
        made = next(each for each in store.select(EventFilter()).events if each.verdict is Verdict.MADE)
        position = next(n for n, each in enumerate(in_order(store)) if each.event_id == made.event_id)
        page.get_by_role("link", name="Explore").click()
        wait_drawn(page)
        page.get_by_role("button", name="List the events in sight").press("Enter")
        expect(page.get_by_text("Bombing · date not known").first).to_be_visible()
        assert position in events_in_sight(page)
