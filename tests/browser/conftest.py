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
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("DATELINE_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.fixture
def app(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app with a data folder of its own and return its address."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or set DATELINE_CHROMIUM")
    folder = tmp_path_factory.mktemp("app")
    (folder / "cache").symlink_to(home / "cache")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    with (folder / "app.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "DATELINE_HOME": str(folder)}, stdout=log, stderr=subprocess.STDOUT
        )
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield address
        server.terminate()
        server.wait(20)


@pytest.fixture
def page(app: str) -> Iterator[Page]:
    """Open a page that fails the test on a console error or a request off this machine."""
    outside: list[str] = []
    errors: list[str] = []
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        opened = browser.new_page(viewport={"width": 1440, "height": 900}, accept_downloads=True)
        opened.set_default_timeout(60_000)
        opened.on(
            "request",
            lambda r: (
                None if r.url.startswith((app, "data:", "blob:", app.replace("http", "ws"))) else outside.append(r.url)
            ),
        )
        opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        browser.close()
    assert not outside
    assert not errors
