"""The real app in headless Chromium, with every address but loopback blocked."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from playwright.sync_api import TimeoutError as StillHiddenError

from events import EventStore, extract, read_report
from gazetteer import Gazetteer
from tests.browser import ready_server
from tests.browser.explore_map import wait_drawn

_HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2]
# A busy machine draws a page late; what never comes still fails.
expect.set_options(timeout=60_000)
CHROMIUM = os.environ.get("DATELINE_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


# Runs a command with its first argument, a folder, on a read-only mount; root writes through modes, not through that.
_READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@contextmanager
def serving(
    folder: Path, *, read_only: bool = False, port: int | None = None, module: str = "ui", is_started_cold: bool = False
) -> Iterator[str]:
    """Serve the app with a data folder of its own; give its address, and stop it in the end.

    The server is a copy of one that has its libraries loaded where that is possible and the test does not ask for a cold one.
    """
    port = port or free_port()
    environment = {**os.environ, "DATELINE_HOME": str(folder), "PORT": str(port)}
    log = folder.parent / f"{folder.name}.log"
    is_cold = is_started_cold or read_only or module != "ui" or not ready_server.IS_POSSIBLE
    run = _program(folder, module, environment, log, read_only=read_only) if is_cold else _copy(environment, log)
    with run:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield address


@contextmanager
def _program(folder: Path, module: str, environment: dict[str, str], log: Path, *, read_only: bool) -> Iterator[None]:
    command = [sys.executable, "-m", module]
    if read_only:
        command = ["unshare", "-rm", "sh", "-c", _READ_ONLY, str(folder), *command]
    with log.open("wb") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            server.terminate()
            server.wait(20)


@contextmanager
def _copy(environment: dict[str, str], log: Path) -> Iterator[None]:
    server = ready_server.start(environment, log)
    try:
        yield
    finally:
        ready_server.stop(server)


@pytest.fixture
def chromium() -> str:
    """Return Chromium's path, or skip the test where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or set DATELINE_CHROMIUM")
    return CHROMIUM


@pytest.fixture
def app_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty home folder with the machine's place index."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "cache").symlink_to(home / "cache")
    return folder


@pytest.fixture
def app(chromium: str, app_home: Path) -> Iterator[str]:
    """Serve the app and return its address."""
    with serving(app_home) as address:
        yield address


@pytest.fixture
def page(chromium: str, app: str) -> Iterator[Page]:
    """Open a page of the app."""
    with opened(chromium, app) as found:
        yield found


@pytest.fixture(scope="session")
def reading_app(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample project, once for all tests that save nothing."""
    folder = tmp_path_factory.mktemp("reading")
    (folder / "cache").symlink_to(home / "cache")
    with serving(folder) as address:
        yield address


@pytest.fixture
def reader(chromium: str, reading_app: str) -> Iterator[Page]:
    """Open a page of that app."""
    with opened(chromium, reading_app) as found:
        yield found


SAMPLES = ("libya", "brazil", "pakistan", "sahel", "serbia")


def sample(name: str) -> str:
    """Return the text of one of our sample reports."""
    return (ROOT / "samples" / f"{name}.txt").read_text(encoding="utf-8")


def made_project(home: Path, folder: Path, gazetteer: Gazetteer, *texts: str) -> EventStore:
    """Return a project with reports in it, as the default one of a data folder that has the machine's place index."""
    if not (folder / "cache").exists():
        (folder / "cache").symlink_to(home / "cache")
    file = folder / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    found = EventStore(file)
    for text in texts:
        found.save(extract(read_report(text), gazetteer))
    return found


@contextmanager
def on_explore(chromium: str, address: str, query: str) -> Iterator[Page]:
    """Open Explore as an address's query has it, and wait until it stands."""
    with opened(chromium, address) as found:
        found.goto(f"{address}/?{query}")
        wait_drawn(found)
        settle(found)
        yield found


def open_first_report(page: Page, *, is_focused: bool = False) -> None:
    """Open the first report of the list by its keys, which ``is_focused`` by keys already; a table that was just drawn lets the first presses go, as a person sees who presses again."""
    report = page.locator(".report")
    for _ in range(4):
        if not is_focused:
            page.locator("canvas").first.focus()
        for key in ("ArrowDown", "ArrowUp", "Shift+Space"):
            page.keyboard.press(key)
        try:
            report.wait_for(timeout=15_000)
        except StillHiddenError:
            continue
        return
    expect(report).to_be_visible()


def settle(page: Page) -> None:
    """Wait until the page's script has run: what is pressed while it runs may be replaced under the press."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


class _Running:
    """Chromium, started once for all tests of a worker: with WebGL and, where a test asks for it, without."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browsers: dict[bool, Browser] = {}

    def browser(self, chromium: str, *, webgl: bool) -> Browser:
        """Return the running browser, or start one; one that crashed is started anew."""
        if self._playwright is None:
            self._playwright = sync_playwright().start()
        found = self._browsers.get(webgl)
        if found is None or not found.is_connected():
            arguments = [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                *([] if webgl else ["--disable-3d-apis"]),
            ]
            found = self._browsers[webgl] = self._playwright.chromium.launch(executable_path=chromium, args=arguments)
        return found

    def stop(self) -> None:
        """Close what runs."""
        for each in self._browsers.values():
            each.close()
        self._browsers.clear()
        if self._playwright is not None:
            self._playwright.stop()
            self._playwright = None


_RUNNING = _Running()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Stop the browser behind the last of its tests: while Playwright runs, no other test can start an event loop."""
    try:
        return (yield)
    finally:
        if nextitem is None or _HERE not in nextitem.path.parents:
            _RUNNING.stop()


@contextmanager
def opened(
    chromium: str, app: str, *, webgl: bool = True, allowed: tuple[str, ...] = (), asked: tuple[str, ...] = ()
) -> Iterator[Page]:
    """Open a page that fails the test on a console error, but for what one says that is ``allowed``, or a request to any but the app and the servers that may be ``asked``."""
    outside: list[str] = []
    errors: list[str] = []
    browser = _RUNNING.browser(chromium, webgl=webgl)
    try:
        # A page of the browser, not of a context, has a context of its own: no cookie, cache or storage of another test.
        found = browser.new_page(viewport={"width": 1440, "height": 900}, accept_downloads=True)
        found.set_default_timeout(60_000)
        found.on(
            "request",
            lambda r: (
                None
                if r.url.startswith((app, "data:", "blob:", app.replace("http", "ws"), *asked))
                else outside.append(r.url)
            ),
        )
        found.on("console", lambda m: errors.append(f"{m.text} ({m.location['url']})") if m.type == "error" else None)
        found.on("pageerror", lambda error: errors.append(str(error)))
        yield found
    finally:
        for context in browser.contexts:
            context.close()
    assert not outside
    assert not [error for error in errors if not any(words in error for words in allowed)]
