"""Explore, Reports, Review, Places, Data and Brief for everyone: axe-core's serious findings, the keyboard, a large and a narrow screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gazetteer import Gazetteer
from tests.browser.accessibility import listed_issues, serious_issues
from tests.browser.conftest import made_project, on_explore, opened, sample, serving, settle
from tests.browser.explore_map import ask, wait_drawn, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.soak]
PAGES = ("Explore", "Reports", "Review", "Places", "Data", "Brief")
LIBYA = "map=13.2,32.2,6.5"


@pytest.fixture(scope="module")
def address(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a project with one report in it."""
    folder = tmp_path_factory.mktemp("everyone")
    made_project(home, folder, gazetteer, sample("libya"))
    with serving(folder) as app:
        yield app


@pytest.fixture
def page(chromium: str, address: str) -> Iterator[Page]:
    """Open Explore at Libya's north-west."""
    with on_explore(chromium, address, LIBYA) as found:
        yield found


def _show(page: Page, name: str) -> None:
    """Go to a page and wait for what it shows; on Reports a reading is open."""
    if name == "Explore":
        return
    page.get_by_role("link", name=name).click()
    if name == "Reports":
        page.get_by_label("Report text").fill(sample("libya"))
        page.get_by_role("button", name="Read the report").click()
        expect(page.locator(".report [role=button]").first).to_be_visible()
    elif name == "Review":
        expect(page.get_by_role("button", name="Accept")).to_be_visible()
    elif name == "Places":
        page.get_by_label("Search for a place").fill("Misrata")
        expect(page.get_by_text("Misrata (province)").first).to_be_visible()
    elif name == "Data":
        expect(
            page.get_by_role("button", name="Try the sample table").or_(page.get_by_text("What the columns hold"))
        ).to_be_visible()
        if page.get_by_role("button", name="Try the sample table").is_visible():
            settle(page)
            page.get_by_role("button", name="Try the sample table").click()
            expect(page.get_by_text("What the columns hold")).to_be_visible()
    else:
        expect(page.get_by_role("img", name="Preview of the briefing sheet")).to_be_visible()
    settle(page)


def test_axe_finds_nothing_serious_in_our_own_elements_and_of_streamlits_only_what_is_listed(
    chromium: str, address: str
) -> None:
    own, streamlits = set(), set()
    for theme in ("light", "dark"):
        with opened(chromium, address) as page:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # a literal of the tuple above
            page.goto(address)
            wait_drawn(page)
            settle(page)
            for name in PAGES:
                _show(page, name)
                for width in (1440, 1024):
                    page.set_viewport_size({"width": width, "height": 900})
                    for issue in serious_issues(page):
                        if issue.is_own:
                            own.add((theme, width, name, issue.rule, issue.selector, issue.said))
                        else:
                            streamlits.add((name, issue.rule, issue.selector))
    assert own == set()
    known = listed_issues()
    assert streamlits - set(known) == set(), "new: mend it, or list it in streamlit_issues.tsv with the reason"
    assert set(known) - streamlits == set(), "gone: take it out of streamlit_issues.tsv"
    assert all(known.values())


def test_axe_sees_into_our_own_elements(page: Page) -> None:
    page.locator(".dl-tools").evaluate("tools => tools.append(document.createElement('button'))")
    assert ("button-name", True) in {(issue.rule, issue.is_own) for issue in serious_issues(page)}


def test_a_card_opened_by_keyboard_has_the_focus_and_gives_it_back(page: Page) -> None:
    page.get_by_role("button", name="List the events in sight").press("Enter")
    items = page.locator(".dl-list .dl-item")
    assert items.count() == ask(page, "stats().visible")
    item = items.nth(2)
    words = item.inner_text()
    item.press("Enter")
    expect(page.locator(".dl-card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".dl-card")).to_have_count(0)
    expect(page.locator(".dl-item:focus")).to_have_text(words)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="List the events in sight")).to_be_focused()


def test_the_focus_stays_on_its_button_of_the_list_when_the_map_moves(page: Page) -> None:
    page.get_by_role("button", name="List the events in sight").press("Enter")
    item = page.locator(".dl-list .dl-item").nth(1)
    item.focus()
    words = item.inner_text()
    drawn = page.evaluate("() => Number(document.documentElement.dataset.datelineDrawn)")
    page.get_by_role("button", name="Zoom out", exact=True).evaluate("button => button.click()")
    page.wait_for_function("before => Number(document.documentElement.dataset.datelineDrawn) > before", arg=drawn)
    expect(page.locator(".dl-item:focus")).to_have_text(words)


def test_the_keys_are_said_behind_a_question_mark(page: Page) -> None:
    page.get_by_role("button", name="Which keys do what").focus()
    page.keyboard.press("?")
    expect(page.locator(".dl-keys")).to_contain_text("Move the shown days")
    page.keyboard.press("Escape")
    expect(page.locator(".dl-keys")).to_have_count(0)
    expect(page.get_by_role("button", name="Which keys do what")).to_be_focused()


def test_every_button_of_map_and_timeline_has_a_name_of_its_own(page: Page) -> None:
    names = page.locator(".dl-explorer button:visible").evaluate_all(
        "buttons => buttons.map(each => each.getAttribute('aria-label') || each.textContent.trim())"
    )
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("width", [1024, 768, 720])
def test_nothing_is_cut_at_200_percent_and_in_a_narrow_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 450 if width == 720 else 900})
    page.wait_for_function("width => document.querySelector('[data-testid=stMain]').clientWidth <= width", arg=width)
    settle(page)
    root = page.locator(".dl-root")
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") <= 0
    cut = root.evaluate("""root => {
        const frame = root.getBoundingClientRect();
        return [...root.querySelectorAll("button, select, input, canvas, .dl-side, .dl-foot")].filter((each) => {
            const box = each.getBoundingClientRect();
            return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1);
        }).map((each) => each.getAttribute("aria-label") || each.className);
    }""")
    assert cut == []
    tools, stage = page.locator(".dl-tools").bounding_box(), page.locator(".dl-stage").bounding_box()
    assert tools is not None
    assert stage is not None
    assert tools["y"] + tools["height"] <= stage["y"] + stage["height"]
    assert stage["width"] >= 280
    # the scale bar and the north arrow stand in the map's last 44 px, left of the credits
    credit = page.locator(".dl-credit").bounding_box()
    assert credit is not None
    assert credit["x"] >= stage["x"] + 165
    assert tools["y"] + tools["height"] <= stage["y"] + stage["height"] - 44


def test_playback_makes_steps_for_those_who_want_less_motion(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, "it.range() !== null")
    steps = page.evaluate("""async () => {
        const seen = new Set(), until = performance.now() + 1500;
        while (performance.now() < until) { seen.add(JSON.stringify(window.datelineExplore.range())); await new Promise(requestAnimationFrame); }
        return seen.size;
    }""")
    assert steps <= 3
    page.get_by_role("button", name="Pause").click()


def test_buttons_have_borders_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    tool = page.get_by_role("button", name="List the events in sight")
    assert tool.evaluate("tool => getComputedStyle(tool).borderTopStyle") == "solid"
