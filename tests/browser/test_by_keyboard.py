"""Reports and Review by the keyboard alone: nothing in here touches the mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore, EventType, ReviewState, Verdict
from gazetteer import Gazetteer
from tests.browser.conftest import made_project, open_first_report, opened, serving, settle

pytestmark = pytest.mark.browser
_REPORT = (
    "HOMS, Syria, 12 March 2021 - Gunmen attacked the village of Xandoquil on Thursday and killed five people. "
    "A bomb exploded in Vandobrek on Tuesday. Shells fell on Quuxley on Wednesday. The bridge near Palmyra was gone by Tuesday, drivers said."
)
_OTHER = "HOMS, Syria, 14 March 2021 - Protesters marched in Homs on Saturday, police said."
# What has the focus, also within the part of the page that a component keeps to itself, in words.
_FOCUSED = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) { at = at.shadowRoot.activeElement; }
  const labels = at && at.labels && at.labels.length ? at.labels[0].innerText : "";
  return at ? `${at.tagName} ${at.getAttribute("aria-label") || labels || at.innerText || at.value || ""}` : "";
}"""
# Whether one sees what has the focus: it, or what is around it, looks another way without. A table draws that on its canvas.
_IS_SEEN = """async () => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) { at = at.shadowRoot.activeElement; }
  const looks = () => {
    let told = "";
    for (let up = at, n = 0; up && n < 5; up = up.parentElement, n += 1) {
      const style = getComputedStyle(up);
      told += [style.outline, style.boxShadow, style.borderColor, style.backgroundColor, style.color, style.textDecoration].join() + "|";
    }
    return told;
  };
  document.getAnimations().forEach((each) => { try { each.finish(); } catch { each.pause(); } });
  const now = looks();
  at.blur();
  await new Promise((done) => setTimeout(done, 120));
  document.getAnimations().forEach((each) => { try { each.finish(); } catch { each.pause(); } });
  const without = looks();
  at.focus();
  return now !== without || at.tagName === "CANVAS";
}"""


@pytest.fixture
def store(home: Path, gazetteer: Gazetteer, tmp_path: Path) -> EventStore:
    folder = tmp_path / "keys"
    folder.mkdir()
    return made_project(home, folder, gazetteer, _OTHER, _REPORT)


@pytest.fixture
def page(store: EventStore, chromium: str) -> Iterator[Page]:
    """Open the app as somebody who has no mouse."""
    with serving(store.path.parents[2]) as address, opened(chromium, address) as found:
        found.goto(address)
        expect(found.get_by_role("link", name="Reports")).to_be_visible()
        settle(found)
        yield found


def _to(page: Page, words: str, *, back: bool = False, most: int = 120) -> None:
    """Press Tab until what has the focus is called so, and is seen to have it."""
    been = []
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        been.append(str(page.evaluate(_FOCUSED)))
        if words in been[-1]:
            assert page.evaluate(_IS_SEEN), f"the focus on {been[-1]!r} is not seen"
            return
    raise AssertionError(f"Tab does not come to {words!r}, but to {been}")


def _press(page: Page, key: str) -> None:
    page.keyboard.press(key)
    page.wait_for_timeout(150)
    settle(page)


def test_a_report_is_chosen_read_and_given_an_event_and_the_review_settles_three(page: Page, store: EventStore) -> None:
    _to(page, "Reports")
    _press(page, "Enter")
    expect(page.get_by_text("arrows, then Shift+Space")).to_be_visible()
    settle(page)

    # The newest report is the first row of the list.
    page.wait_for_timeout(500)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName === 'CANVAS'"):
            break
    open_first_report(page, is_focused=True)
    settle(page)

    # Its marks say what they are; Enter opens the event's card.
    _to(page, "attacked: Attack on civilians")
    assert (
        page.evaluate(
            "() => { let a = document.activeElement; while (a.shadowRoot) a = a.shadowRoot.activeElement; return a.getAttribute('role'); }"
        )
        == "button"
    )
    _press(page, "Enter")
    expect(page.get_by_role("button", name="Show on Explore")).to_be_visible()

    # An event of words.
    _to(page, "Make an event of words")
    _press(page, "Enter")
    _to(page, "Sentence")
    page.keyboard.type("bridge")
    page.wait_for_timeout(300)
    _press(page, "Enter")
    _to(page, "Its words")
    page.keyboard.type("bridge near Palmyra was gone")
    _press(page, "Enter")
    _to(page, "What")
    page.keyboard.type("Destruction")
    page.wait_for_timeout(300)
    _press(page, "Enter")
    _to(page, "Make the event")
    _press(page, "Enter")
    expect(page.get_by_text("The event was made.")).to_be_visible()
    made = next(each for each in store.select(EventFilter()).events if each.verdict is Verdict.MADE)
    assert made.type is EventType.DESTRUCTION
    assert made.trigger == "bridge near Palmyra was gone"

    # Review: three are settled, one taken back.
    _to(page, "Review", back=True)
    _press(page, "Enter")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    settle(page)
    waiting = store.query().counts(EventFilter(review=ReviewState.TO_CHECK))
    for key in "aax":
        _press(page, key)
        page.wait_for_timeout(400)
        settle(page)
    _press(page, "u")
    expect(page.get_by_text("Taken back: it waits again as it was.")).to_be_visible()
    now = store.query().counts(EventFilter(review=ReviewState.TO_CHECK))
    assert (waiting.placed + waiting.not_placed) - (now.placed + now.not_placed) == 2
