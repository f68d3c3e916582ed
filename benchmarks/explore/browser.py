"""Headless Chromium with software WebGL and every address but loopback blocked: wall time and CPU."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

# As in the browser tests, and software WebGL asked for by name: newer Chromiums give none where nobody asks.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_POLL_MS = 50
# Tells, inside any frame, how many features Leaflet holds and how many instances WebGL drew in one call.
_WATCH = """
(() => {
  const watch = window.benchWatch = { maps: [], instances: 0, gl: null };
  let leaflet;
  Object.defineProperty(window, "L", { configurable: true, get: () => leaflet, set: (value) => {
    leaflet = value;
    value.Map?.addInitHook(function () { watch.maps.push(this); });
  } });
  for (const [name, at] of [["drawArraysInstanced", 3], ["drawElementsInstanced", 4]]) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
      watch.instances = given[at]; watch.gl = this;
      return draw.apply(this, given);
    };
  }
})();
"""


class NotDrawnError(RuntimeError):
    """What was waited for did not come; the message says what the page shows instead."""


@dataclass(frozen=True, slots=True)
class Took:
    """What something took: seconds on the wall, and of processor time in all of the browser's processes."""

    wall_s: float
    cpu_s: float


@dataclass(slots=True)
class Processes:
    """Chromium's processes; one that has ended keeps what it used."""

    used: dict[int, float] = field(default_factory=dict)

    def cpu_s(self) -> float:
        """Return the processor seconds used so far."""
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                if "chrom" in process.name().lower():
                    times = process.cpu_times()
                    self.used[process.pid] = times.user + times.system
        return sum(self.used.values())


@dataclass(slots=True)
class Tab:
    """A page, and whether it is still there."""

    page: Page
    context: BrowserContext
    crashed: bool = False


class Chromium:
    """A browser and what it takes."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.version = browser.version
        self._processes = Processes()

    def open(self) -> Tab:
        """Return a tab of a new user: with no cache and no cookies."""
        context = self._browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_init_script(_WATCH)
        page = context.new_page()
        tab = Tab(page, context)
        page.on("crash", lambda _: setattr(tab, "crashed", True))
        return tab

    @contextmanager
    def timed(self) -> Iterator[list[Took]]:
        """Give a list that holds, once the block ends, what it took."""
        found: list[Took] = []
        before, cpu = time.perf_counter(), self._processes.cpu_s()
        yield found
        wall = time.perf_counter() - before
        found.append(Took(wall, self._processes.cpu_s() - cpu))

    def wait(self, tab: Tab, condition: str, *, within_s: float) -> None:
        """Wait until a JavaScript expression holds in any frame of a tab, and two frames more are drawn.

        Raises
        ------
        NotDrawnError
            Where it does not within ``within_s`` seconds, the tab crashes, or the page shows an exception.
        """
        deadline = time.monotonic() + within_s
        page = tab.page
        while time.monotonic() < deadline:
            if tab.crashed:
                raise NotDrawnError("the browser's tab crashed")
            self._processes.cpu_s()
            for frame in page.frames:
                with suppress(Error):
                    if frame.evaluate(f"() => Boolean({condition})"):
                        frame.evaluate(_TWO_FRAMES)
                        return
            with suppress(Error):
                shown = page.get_by_test_id("stException").or_(page.get_by_test_id("stAlertContentError"))
                if shown.count():
                    raise NotDrawnError(f"the page says “{' '.join(shown.first.inner_text().split())[:160]}”")
                page.wait_for_timeout(_POLL_MS)
        raise NotDrawnError(f"not drawn within {within_s:.0f} s")


# WebGL draws in another process: reading a pixel waits for it.
_TWO_FRAMES = """
() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const gl = window.benchWatch?.gl;
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  done();
})))
"""


@contextmanager
def chromium(executable: str) -> Iterator[Chromium]:
    """Start headless Chromium, and stop it in the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        try:
            yield Chromium(browser)
        finally:
            browser.close()
