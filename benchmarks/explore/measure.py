"""One page at one size: load, filter, brush, memory of the server, bytes of a rerun."""

import re
import statistics
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Error

from benchmarks.explore.browser import Chromium, NotDrawnError, Tab, Took
from benchmarks.explore.material import FILTERED, Material
from benchmarks.explore.servers import Server, ServerFailedError
from benchmarks.explore.subjects import HOOK, Subject

_ROUNDS = 3
# What takes this long is not done again for a better figure.
_LONG_S = 30.0
_QUIET_MS = 1500
_BRUSH_STEPS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A page's figures; None where it was not measured, ``note`` says why."""

    name: str
    events: int
    first_visit: Took | None = None
    load: Took | None = None
    first_filter: Took | None = None
    filtering: Took | None = None
    server_bytes: int | None = None
    further_user_bytes: int | None = None
    rerun_bytes: int | None = None
    brush_ms: float | None = None
    draw_ms: float | None = None
    note: str = ""


def measure(subject: Subject, material: Material, chromium: Chromium, *, within_s: float) -> Measured:
    """Measure a page; what fails is said in ``note`` and leaves the rest as it is."""
    found = Measured(name=subject.name, events=material.events, note=subject.missing)
    if subject.missing:
        return found
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            with subject.serve(material, Path(folder)) as server:
                return _visit(subject, material, chromium, server, found, within_s)
        except ServerFailedError as error:
            return replace(found, note=f"its server does not start: {error}")


def _visit(
    subject: Subject, material: Material, chromium: Chromium, server: Server, found: Measured, within_s: float
) -> Measured:
    loads: list[Took] = []
    tab: Tab | None = None
    try:
        # The first visit warms the server's caches, and reads a large project for the first time: it is told apart.
        for visit in range(_ROUNDS + 1):
            if tab is not None:
                tab.context.close()
            tab = chromium.open()
            with chromium.timed() as took:
                tab.page.goto(server.address, wait_until="commit", timeout=within_s * 1000)
                chromium.wait(tab, subject.drawn(material.placed), within_s=within_s)
            if visit == 0:
                found = replace(found, first_visit=took[0])
                continue
            loads += took
            if took[0].wall_s > _LONG_S:
                break
        assert tab is not None
        found = replace(found, load=min(loads, key=lambda took: took.wall_s), server_bytes=server.resident_bytes())
        found = _second_user(subject, material, chromium, server, found, within_s)
        found = _rerun(server, tab, found, within_s)
        found = _filter(subject, material, chromium, tab, found, within_s)
        if subject.counts_drawings:
            # Loaded anew, so that the brush goes over all events.
            tab.page.goto(server.address, wait_until="commit", timeout=within_s * 1000)
            chromium.wait(tab, subject.drawn(material.placed), within_s=within_s)
            found = _brush(tab, found)
    except (NotDrawnError, Error) as error:
        words = str(error).splitlines()[0]
        if (status := server.process.poll()) is not None:
            words = f"its server stopped with status {status}"
        return replace(found, note=words, server_bytes=found.server_bytes or server.resident_bytes())
    else:
        return found
    finally:
        if tab is not None:
            with suppress(Error):
                tab.context.close()


def _second_user(
    subject: Subject, material: Material, chromium: Chromium, server: Server, found: Measured, within_s: float
) -> Measured:
    before, other = server.resident_bytes(), chromium.open()
    try:
        other.page.goto(server.address, wait_until="commit", timeout=within_s * 1000)
        chromium.wait(other, subject.drawn(material.placed), within_s=within_s)
        other.page.wait_for_timeout(_QUIET_MS)
        return replace(found, further_user_bytes=server.resident_bytes() - before)
    finally:
        with suppress(Error):
            other.context.close()


def _rerun(server: Server, tab: Tab, found: Measured, within_s: float) -> Measured:
    """Run the page's script again with nothing changed: Streamlit's key for that is R."""
    page = tab.page
    page.wait_for_timeout(_QUIET_MS)
    is_done = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    shipped = None
    # The second: the first after a load also takes back that Streamlit's fields were filled by the page.
    for _ in range(2):
        before = server.sent_bytes()
        page.evaluate("() => document.activeElement?.blur()")
        page.keyboard.press("r")
        page.wait_for_timeout(_QUIET_MS)
        page.wait_for_function(is_done, timeout=within_s * 1000)
        page.wait_for_timeout(_QUIET_MS)
        after = server.sent_bytes()
        if before is not None and after is not None:
            shipped = sum(sent - before.get(client, 0) for client, sent in after.items())
    return replace(found, rerun_bytes=shipped or None)


def _brush(tab: Tab, found: Measured) -> Measured:
    """Drag a window over the timeline and read the page's own frame times."""
    page, timeline = tab.page, tab.page.locator(".dl-timeline")
    if not timeline.count():
        return replace(found, note="the page has no timeline to brush")
    timeline.scroll_into_view_if_needed()
    box = timeline.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + 0.2 * box["width"], y)
    page.mouse.down()
    for step in range(_BRUSH_STEPS):
        page.mouse.move(box["x"] + (0.2 + 0.6 * step / _BRUSH_STEPS) * box["width"], y)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    stats = page.evaluate(
        "() => { const { brushMs, drawMs } = window.datelineExplore.stats(); return { brushMs, drawMs }; }"
    )
    page.mouse.up()
    times = [float(each) for each in stats["brushMs"]]
    return replace(found, brush_ms=statistics.median(times) if times else None, draw_ms=stats["drawMs"])


def _filter(
    subject: Subject, material: Material, chromium: Chromium, tab: Tab, found: Measured, within_s: float
) -> Measured:
    """Choose one type in the sidebar after the other: the first finds code that the browser never ran before."""
    page = tab.page
    page.set_default_timeout(within_s * 1000)
    took: list[Took] = []
    for kind, count in zip(FILTERED, material.filtered, strict=True):
        box = page.get_by_role("combobox", name=re.compile("^(Selected .*)?Type|Type$"))
        box.click()
        box.press_sequentially(kind.value)
        option = page.get_by_role("option", name=kind.value.capitalize(), exact=True)
        option.wait_for()
        page.wait_for_timeout(_QUIET_MS)
        condition = subject.drawn(count)
        if subject.counts_drawings:
            condition = f"Number({HOOK}) > {int(page.evaluate(f'() => Number({HOOK})'))}"
        with chromium.timed() as now:
            option.click()
            chromium.wait(tab, condition, within_s=within_s)
        took += now
    return replace(found, first_filter=took[0], filtering=min(took, key=lambda each: each.wall_s))
