"""Pages over TLS: only from a server that proves its name to an authority that this machine trusts. The rule that refuses
addresses of this machine is the real one here: the test's servers are at a public address, whose connections lead to loopback."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from events.intake import Fetcher, Kind, feed_sources
from tests.events.intake_files import STORY, made_page
from tests.events.made_certificates import made_certificate, made_key

PUBLIC = "8.8.8.8"
AUTHORITY = "The authority of the tests"


class _Files(NamedTuple):
    authority: Path
    key: Path
    good: Path
    self_signed: Path
    over: Path
    another: Path


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, chain: Path | None, key: Path) -> None:
        self.asked: list[str] = []
        self.redirects: dict[str, str] = {}
        super().__init__(("127.0.0.1", 0), _Handler)
        if chain is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(chain, key)
            # The thread of a request shakes hands: a client that breaks off must not end the server.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is no error here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path in self.server.redirects:
            self.send_response(302)
            self.send_header("Location", self.server.redirects[self.path])
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8")
        self.end_headers()
        if self.path != "/feed":
            self.wfile.write(made_page(STORY))
            return
        item = "<item><title>Bomb {0}</title><link>https://news.example/{0}</link><description>{1}</description></item>"
        self.wfile.write(f"<rss><channel>{''.join(item.format(n, STORY) for n in range(3))}<item><title>".encode())
        while True:
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> _Files:
    folder = tmp_path_factory.mktemp("tls")
    authority, key = made_key(1), made_key(2)
    found = _Files(*(folder / f"{name}.pem" for name in _Files._fields))
    by = {"issuer": AUTHORITY, "by": authority}
    found.authority.write_text(made_certificate(AUTHORITY, authority, is_authority=True, **by))
    found.key.write_text(key.pem())
    found.good.write_text(made_certificate("news.example", key, **by))
    found.over.write_text(made_certificate("news.example", key, is_over=True, **by))
    found.another.write_text(made_certificate("another.example", key, **by))
    found.self_signed.write_text(made_certificate("news.example", key, issuer="news.example", by=key))
    return found


Serve = Callable[[Path | None], _Server]


@pytest.fixture
def serve(files: _Files, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    connect, started = socket.create_connection, []

    def led_to_loopback(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address[0] == PUBLIC, "another address was asked"
        return connect(("127.0.0.1", address[1]), timeout)

    def start(chain: Path | None) -> _Server:
        server = _Server(chain, files.key)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        started.append((server, thread))
        return server

    monkeypatch.setattr(socket, "create_connection", led_to_loopback)
    yield start
    for server, thread in started:
        server.shutdown()
        thread.join()
        server.server_close()


def _fetcher(time_s: float = 20) -> Fetcher:
    known = {"news.example": [PUBLIC]}
    return Fetcher(resolved=lambda host, port: known.get(host, [host]), time_s=time_s)


@pytest.fixture
def trusted(files: _Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(files.authority))


def test_a_page_of_a_server_whose_authority_was_given_is_read(serve: Serve, files: _Files, trusted: None) -> None:
    server = serve(files.good)
    found = _fetcher().fetch(f"https://news.example:{server.server_port}/story")
    assert found.kind is Kind.PAGE
    assert STORY.encode() in found.data
    assert server.asked == ["/story"]


@pytest.mark.parametrize(
    ("chain", "reason"),
    [
        ("self_signed", r"self[- ]signed certificate"),
        ("over", "certificate has expired"),
        ("another", "Hostname mismatch, certificate is not valid for 'news.example'"),
    ],
)
def test_a_server_that_cannot_prove_its_name_is_refused_and_nothing_is_asked_of_it(
    chain: str, reason: str, serve: Serve, files: _Files, trusted: None
) -> None:
    server = serve(getattr(files, chain))
    with pytest.raises(PermissionError, match=reason) as told:
        _fetcher().fetch(f"https://news.example:{server.server_port}/")
    assert str(told.value).startswith("The server at news.example cannot prove that it is news.example (")
    assert "so nothing was read from it" in str(told.value)
    assert "set SSL_CERT_FILE to the file with its authority's certificate; or save the page" in str(told.value)
    assert server.asked == []


def test_an_authority_that_nobody_gave_is_not_trusted(
    serve: Serve, files: _Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    server = serve(files.good)
    with pytest.raises(PermissionError, match="unable to get local issuer certificate"):
        _fetcher().fetch(f"https://news.example:{server.server_port}/")
    assert server.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254"])
def test_a_redirect_from_https_to_this_machine_or_a_private_network_is_refused(
    host: str, serve: Serve, files: _Files, trusted: None
) -> None:
    server, inner = serve(files.good), serve(None)
    server.redirects["/"] = f"http://{host}:{inner.server_port}/secret"
    with pytest.raises(PermissionError, match="an address of this machine or of a private network"):
        _fetcher().fetch(f"https://news.example:{server.server_port}/")
    assert (server.asked, inner.asked) == (["/"], [])


def test_a_redirect_from_https_to_a_server_that_cannot_prove_its_name_is_refused(
    serve: Serve, files: _Files, trusted: None
) -> None:
    server, other = serve(files.good), serve(files.self_signed)
    server.redirects["/"] = f"https://news.example:{other.server_port}/"
    with pytest.raises(PermissionError, match=r"cannot prove that it is news\.example"):
        _fetcher().fetch(f"https://news.example:{server.server_port}/")
    assert other.asked == []


def test_a_server_that_speaks_no_tls_is_said(serve: Serve, trusted: None) -> None:
    server = serve(None)
    with pytest.raises(ValueError, match="did not answer as it should"):
        _fetcher().fetch(f"https://news.example:{server.server_port}/")


def test_a_feed_that_never_ends_over_tls_gives_what_came(serve: Serve, files: _Files, trusted: None) -> None:
    server, start = serve(files.good), time.monotonic()
    found = _fetcher(time_s=3).fetch(f"https://news.example:{server.server_port}/feed")
    assert time.monotonic() - start < 20
    assert found.kind is Kind.FEED
    assert len(list(feed_sources("feed", found.data))) == 3


def test_a_server_that_never_shakes_hands_is_given_up(serve: Serve, files: _Files, trusted: None) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        start = time.monotonic()
        with pytest.raises(ValueError, match=r"did not answer as it should|took too long"):
            _fetcher(time_s=1).fetch(f"https://news.example:{silent.getsockname()[1]}/")
        assert time.monotonic() - start < 15
