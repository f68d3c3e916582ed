"""The route of a project's map files, asked as a browser asks it."""

import asyncio
import datetime as dt
import io
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette

from events import default_path
from geo import OwnBasemaps
from tests.made_pmtiles import plain_png, pmtiles
from ui.basemap_route import MOST_AT_ONCE, ROUTES

DATA = pmtiles(plain_png(1, 2, 3), tile_type=2)


@pytest.fixture
def number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the number of a map file of the open project."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    default_path().parent.mkdir(parents=True)
    kept = OwnBasemaps(default_path(), read_only=False)
    return kept.add("Map", io.BytesIO(DATA), attribution="us", now=dt.datetime.now(dt.UTC))


@dataclass(frozen=True)
class Answer:
    """What the route says."""

    status: int
    headers: dict[str, str]
    content: bytes


def ask(
    path: str, asked: str = "", *, host: str = "127.0.0.1:8501", client: str = "127.0.0.1", method: str = "GET"
) -> Answer:
    """Ask the route as a server would."""
    headers = [(b"host", host.encode()), *([(b"range", asked.encode())] if asked else [])]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "root_path": "",
        "path": unquote(path), "raw_path": path.encode(), "query_string": b"", "headers": headers, "client": (client, 40_000), "server": ("127.0.0.1", 8501),
    }  # fmt: skip
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Starlette(routes=ROUTES)(scope, receive, send))
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:]))


def test_a_range_of_bytes_is_given_and_no_more(number: int) -> None:
    answer = ask(f"/basemaps/{number}", "bytes=0-126")
    assert answer.status == 206
    assert answer.content == DATA[:127]
    assert answer.headers["content-range"] == f"bytes 0-126/{len(DATA)}"
    assert answer.headers["etag"].startswith('"')
    assert "access-control-allow-origin" not in answer.headers
    whole = ask(f"/basemaps/{number}", "bytes=0-16383")
    assert whole.content == DATA


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 400),
        ("bytes=0-", 400),
        ("bytes=-5", 400),
        ("bytes=0-1,4-5", 400),
        ("bytes=9-1", 416),
        ("bytes=999999999-9999999999", 416),
        ("lines=0-1", 400),
    ],
)
def test_other_ranges_are_refused(number: int, asked: str, status: int) -> None:
    assert ask(f"/basemaps/{number}", asked).status == status


def test_nobody_asks_for_more_than_eight_megabytes_at_once(number: int) -> None:
    file = OwnBasemaps(default_path()).file(number)
    assert file is not None
    with file.open("ab") as longer:
        longer.truncate(MOST_AT_ONCE + 10)
    assert ask(f"/basemaps/{number}", f"bytes=0-{MOST_AT_ONCE}").status == 416
    assert ask(f"/basemaps/{number}", f"bytes=0-{MOST_AT_ONCE - 1}").status == 206


@pytest.mark.parametrize(
    "path", ["99", "0", "-1", "..%2f..%2fdefault.sqlite", "1.pmtiles", "", "1/../../default.sqlite"]
)
def test_only_the_projects_own_numbers_are_served(number: int, path: str) -> None:
    assert ask(f"/basemaps/{path}", "bytes=0-10").status == 404
    assert ask(f"/basemaps/{number}", "bytes=0-10").status == 206


def test_a_file_that_is_gone_or_removed_is_not_found(number: int) -> None:
    kept = OwnBasemaps(default_path(), read_only=False)
    file = kept.file(number)
    assert file is not None
    file.unlink()
    assert ask(f"/basemaps/{number}", "bytes=0-10").status == 404


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("127.0.0.1:8501", "192.168.1.7"),
        ("evil.example:8501", "127.0.0.1"),
        ("127.0.0.1.evil.example", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_only_this_machine_under_its_own_name_gets_anything(number: int, host: str, client: str) -> None:
    assert ask(f"/basemaps/{number}", "bytes=0-10", host=host, client=client).status == 403


def test_nothing_can_be_sent_to_the_route(number: int) -> None:
    assert ask(f"/basemaps/{number}", "bytes=0-10", method="POST").status == 405
