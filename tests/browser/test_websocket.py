"""What a page ships when nothing has changed: the browser is told so in a few bytes."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import settle

pytestmark = pytest.mark.browser
# The aim of the issue, with the figure that is published: benchmarks/RESULTS.md.
_MOST_BYTES = 2_000


def _sent(port: str) -> dict[str, int]:
    told = subprocess.run(["ss", "-tinHO", f"sport = :{port}"], capture_output=True, text=True, check=True).stdout
    found = ((line.split()[4], re.search(r"bytes_sent:(\d+)", line)) for line in told.splitlines())
    return {client: int(sent[1]) for client, sent in found if sent}


def _ends_a_run(frame: str | bytes) -> bool:
    return isinstance(frame, bytes) and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"


@pytest.mark.skipif(shutil.which("ss") is None, reason="ss (iproute2), which counts a socket's bytes, is not installed")
def test_a_rerun_with_unchanged_data_ships_less_than_two_kilobytes(page: Page, app: str) -> None:
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))  # noqa: PLW0108 - Playwright takes no built-in function
    page.goto(app)
    expect(page.locator(".dl-timeline")).to_be_visible()
    port = app.rpartition(":")[2]
    shipped = []
    for _ in range(3):
        settle(page)
        page.wait_for_load_state("networkidle")
        before = _sent(port)
        page.evaluate("document.activeElement?.blur()")
        with sockets[-1].expect_event("framereceived", _ends_a_run):
            page.keyboard.press("r")
        shipped.append(sum(sent - before.get(client, 0) for client, sent in _sent(port).items()))
    # The first run after a load also takes back that Streamlit's fields were filled by the page.
    assert 0 < shipped[-1] <= _MOST_BYTES, shipped
