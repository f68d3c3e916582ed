"""Serve the pages, warm from the first visitor on: ``python -m ui``, at 127.0.0.1 and the port in PORT.

``streamlit run app.py`` serves the same pages; there the first visitor waits some seconds for the libraries.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import SessionClient
from streamlit.starlette import App

from ui.basemap_route import ROUTES
from ui.logfile import log_failure, start_log
from ui.websocket import compress_sparingly

_ROOT = Path(__file__).resolve().parent.parent
# A visit takes 3 s. A first start on a slow disk may build the index meanwhile; nobody is kept waiting for that.
_VISIT_S = 20.0
_SWITCH_S = 0.0005


class _Visitor(SessionClient):
    """A browser that looks at nothing; it knows when the page is drawn, or tells how far a large project is read."""

    def __init__(self) -> None:
        self.drawn = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        is_reading = msg.WhichOneof("type") == "delta" and msg.delta.new_element.WhichOneof("type") == "progress"
        if is_reading or msg.WhichOneof("type") == "script_finished":
            self.drawn.set()


async def visit() -> None:
    """Open the first page once in this server: its libraries, the place index and the project are loaded then."""
    server, visitor = runtime.get_instance(), _Visitor()
    session = server.connect_session(visitor, {})
    try:
        server.handle_backmsg(session, BackMsg(rerun_script=ClientState()))
        await asyncio.wait_for(visitor.drawn.wait(), _VISIT_S)
    except TimeoutError as error:
        log_failure("The first visit", error)
    finally:
        server.close_session(session)


@asynccontextmanager
async def _warm(_app: App) -> AsyncIterator[None]:
    start_log()
    await visit()
    yield


def main() -> None:
    """Serve until it is stopped."""
    # A page is some fifty messages, and each send gives the interpreter away and waits for it again: by default 5 ms, which
    # the browser would wait for while the page's script computes what comes next.
    sys.setswitchinterval(_SWITCH_S)
    os.chdir(_ROOT)  # where Streamlit looks for its settings
    port = os.environ.get("PORT", "8501")
    if not port.isdigit():
        raise SystemExit(f"PORT must be a number from 1 to 65535, got {port!r}. For example: PORT=8600")
    compress_sparingly()
    App(_ROOT / "app.py", lifespan=_warm, routes=ROUTES).run(
        config={"server.port": int(port), "server.enableWebsocketCompression": True}
    )


if __name__ == "__main__":
    main()
