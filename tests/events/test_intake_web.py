"""Pages and feeds: only where it is switched on, only from public addresses, within bounds. Tests serve on loopback, which
they have to allow by a parameter that no setting reaches."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import EventFilter, EventStore
from events.__main__ import cli
from events.intake import Fetcher, Intake, Kind, State, bytes_source, feed_sources, is_public
from gazetteer import Gazetteer
from tests.events.intake_files import MORE, STORY, made_page

Answer = Callable[[BaseHTTPRequestHandler], None]


def _says(data: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        to.send_header("Content-Type", kind)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(data)

    return answer


def _drips(data: bytes, kind: str) -> Answer:
    """Return an answer that never ends."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", kind)
        to.end_headers()
        to.wfile.write(data)
        while True:
            to.wfile.write(b" ")
            to.wfile.flush()
            time.sleep(0.05)

    return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is no error here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.pages.get(self.path, _says(b"", status=404))(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def _loopback(address: str) -> bool:
    return address == "127.0.0.1"


FETCHER = Fetcher(allowed=_loopback, time_s=20)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1",
     "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:7f00:1::1", "2001:db8::1", "no address"],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str, server: _Server) -> None:
    assert not is_public(address)
    fetcher = Fetcher(resolved=lambda host, port: [address])
    with pytest.raises(PermissionError, match="an address of this machine or of a private network"):
        fetcher.fetch("http://news.example/")


def test_public_addresses_are_allowed() -> None:
    assert all(is_public(each) for each in ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_without_the_tests_parameter_this_machine_is_never_asked(host: str, server: _Server) -> None:
    server.pages["/"] = _says(made_page(STORY))
    with pytest.raises((PermissionError, ValueError)):
        Fetcher().fetch(server.address("/", host))
    assert server.asked == []


def test_one_inner_address_among_public_ones_is_refused() -> None:
    fetcher = Fetcher(resolved=lambda host, port: ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(PermissionError):
        fetcher.fetch("http://news.example/")


@pytest.mark.parametrize(
    "inner",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "ftp://x.example/",
    ],
)
def test_a_redirect_to_an_inner_address_or_another_scheme_is_refused(inner: str, server: _Server) -> None:
    server.pages["/"] = _says(b"", status=302, Location=inner)
    with pytest.raises(PermissionError):
        FETCHER.fetch(server.address("/"))
    assert server.asked == ["/"]


def test_a_name_that_turns_to_an_inner_address_is_asked_once_and_changes_nothing(server: _Server) -> None:
    """DNS rebinding: the second answer would be refused; the connection goes to the first, which was checked."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    server.pages["/"] = _says(made_page(STORY))
    fetcher = Fetcher(resolved=lambda host, port: next(answers), allowed=_loopback)
    assert fetcher.fetch(server.address("/", "rebinds.example")).kind is Kind.PAGE
    assert next(answers) == ["10.0.0.1"]


def test_a_redirect_resolves_and_checks_anew(server: _Server) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    server.pages["/"] = _says(b"", status=301, Location="/there")
    fetcher = Fetcher(resolved=lambda host, port: next(answers), allowed=_loopback)
    with pytest.raises(PermissionError):
        fetcher.fetch(server.address("/", "rebinds.example"))
    assert server.asked == ["/"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://x.example/",
        "http://",
        "http://me:secret@news.example/",
        "http://news.example/a b",
        "http://news.example:99999/",
        "http://news.example/\r\nX: y",
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises((PermissionError, ValueError)):
        Fetcher(resolved=lambda host, port: pytest.fail("was looked up")).fetch(url)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (_says(b"", status=404), "The server answers 404"),
        (_says(b"x", kind="image/png"), "is no report but 'image/png'"),
        (_says(b"x", Content_Encoding="gzip"), "packs the page although"),
        (_says(b"a" * 200_000), "It has more than"),
        (_says(b"", status=302, Location="/"), "redirects again and again"),
        (_drips(b"<html>", "text/html"), "The server took too long"),
    ],
)
def test_a_server_that_misbehaves_is_said(answer: Answer, reason: str, server: _Server) -> None:
    server.pages["/"] = answer
    start = time.monotonic()
    with pytest.raises(ValueError, match=reason):
        Fetcher(allowed=_loopback, time_s=1.5, most_bytes=100_000).fetch(server.address("/"))
    assert time.monotonic() - start < 15


def _feed(entries: int, *, end: bool = True) -> bytes:
    items = "".join(
        f"<item><title>Bomb {n}</title><link>http://127.0.0.1:1/{n}</link><pubDate>Fri, 12 Mar 2021 10:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{STORY.replace('four', str(n + 2))} {MORE}&lt;/p&gt;</description></item>"
        for n in range(entries)
    )
    return f"<rss><channel><title>The Daily</title>{items}{'</channel></rss>' if end else '<item><title>'}".encode()


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><entry><title>A bomb in Homs</title>
<link href="http://x.example/1"/><published>2021-03-12T10:00:00Z</published><content type="html">{STORY} {MORE}</content></entry></feed>""".encode()


def test_a_page_is_taken_in_with_its_address(server: _Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    server.pages["/old"] = _says(b"", status=301, Location="/new")
    server.pages["/new"] = _says(
        made_page(STORY.replace("police", "“café” police"), charset="cp1252"), kind="text/html; charset=windows-1252"
    )
    store = EventStore(tmp_path / "p.sqlite")
    (found,) = Intake(store=store, gazetteer=gazetteer).run([FETCHER.source(server.address("/old"))])
    assert (found.state, found.outlet, str(found.published)) == (State.NEW, "The Daily", "2021-03-12")
    assert found.name == server.address("/old")
    assert "café" in store.extraction(found.report_id).report.text


@pytest.mark.parametrize(("name", "data", "number"), [("a.rss", _feed(3), 3), ("a.atom", ATOM, 1)])
def test_each_entry_of_a_feed_is_a_report(
    name: str, data: bytes, number: int, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    intake = Intake(store=store, gazetteer=gazetteer)
    found = list(intake.run([bytes_source(name, data)]))
    assert [(each.state, each.outlet, str(each.published)) for each in found] == [
        (State.NEW, "The Daily", "2021-03-12")
    ] * number
    assert store.select(EventFilter()).counts.total == 2 * number
    assert [each.state for each in intake.run([bytes_source(name, data)])] == [State.KNOWN] * number


def test_a_summary_is_completed_by_its_page_only_with_a_fetcher(server: _Server) -> None:
    server.pages["/1"] = _says(made_page(STORY))
    short = f"<rss><channel><item><title>A</title><link>{server.address('/1')}</link><description>Short.</description></item></channel></rss>".encode()
    (alone,) = feed_sources("feed", short)
    assert b"Short." in alone.load().data
    assert server.asked == []
    (whole,) = feed_sources("feed", short, fetcher=FETCHER)
    assert b"car bomb" in whole.load().data
    (refused,) = feed_sources("feed", short, fetcher=Fetcher())
    with pytest.raises(PermissionError):
        refused.load()


def test_a_feed_that_never_ends_gives_what_came(server: _Server) -> None:
    server.pages["/"] = _drips(_feed(3, end=False), "application/rss+xml")
    fetcher = Fetcher(allowed=_loopback, time_s=1.5)
    loaded = fetcher.fetch(server.address("/"))
    assert loaded.kind is Kind.FEED
    assert len(list(feed_sources("feed", loaded.data))) == 3
    assert len(list(feed_sources("feed", _feed(500)))) == 200


@pytest.mark.parametrize(
    "bad",
    [
        b"no feed",
        b"<rss><channel></channel></rss>",
        b'<!DOCTYPE x [<!ENTITY a "ha">]><rss><item><title>&a;</title></item></rss>',
    ],
)
def test_what_is_no_feed_is_said(bad: bytes) -> None:
    with pytest.raises(ValueError, match=r"as no feed does|It is no feed"):
        list(feed_sources("feed", bad))


def test_fetching_is_off_unless_switched_on_and_this_machine_stays_refused_when_it_is(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/"] = _says(made_page(STORY))
    words = ["import", server.address("/"), "--project", str(tmp_path / "p.sqlite")]
    monkeypatch.delenv("DATELINE_WEB", raising=False)
    off = CliRunner().invoke(cli, words)
    assert (off.exit_code, "Fetching pages is off" in off.output) == (1, True)
    assert not (tmp_path / "p.sqlite").exists()
    monkeypatch.setenv("DATELINE_WEB", "1")
    on = CliRunner().invoke(cli, words)
    assert (on.exit_code, "an address of this machine or of a private network" in on.output) == (1, True)
    assert server.asked == []
    monkeypatch.setenv("DATELINE_WEB", "perhaps")
    assert "must be 1 (on) or 0 (off)" in CliRunner().invoke(cli, words).output
