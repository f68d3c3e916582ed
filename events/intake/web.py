"""Fetching a page, only where a person switched it on, and only from public addresses; see DESIGN, "Safety"."""

import http.client
import ipaddress
import os
import re
import socket
import ssl
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from events.errors import UnreadableDocumentError, WebRefusedError
from events.intake.document import Kind
from events.intake.sources import Loaded, Source
from gazetteer import data_dir

MOST_BYTES, TIME_S, MOST_REDIRECTS = 20_000_000, 30.0, 5
_ON, _OFF = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK, _LONGEST = 65_536, 2_000
_PRINTABLE = re.compile(r"[!-~]+")
_CHARSET = re.compile(r"charset=\"?([\w.:-]{1,30})", re.IGNORECASE)
_KINDS = {
    "text/html": Kind.PAGE, "application/xhtml+xml": Kind.PAGE, "text/plain": Kind.TEXT, "application/pdf": Kind.PDF,
    "application/rss+xml": Kind.FEED, "application/atom+xml": Kind.FEED, "application/xml": Kind.FEED,
    "text/xml": Kind.FEED, "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.WORD,
}  # fmt: skip
# An IPv4 address in IPv6 clothes, as a translator at the border undresses it.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Resolve = Callable[[str, int], list[str]]


def is_web_address(text: str) -> bool:
    """Say whether a path of the command line is an address."""
    return text.lower().startswith(("http://", "https://"))


def check_switched_on() -> None:
    """Let pass where the user allows fetching pages: ``enabled = true`` under ``[web]`` in settings.toml, or ``DATELINE_WEB=1``.

    Raises
    ------
    WebRefusedError
        If it is off, as it is unless switched on, or the settings cannot be read.
    """
    path, said = data_dir() / "settings.toml", os.environ.get("DATELINE_WEB")
    if said is not None:
        if said.strip().lower() not in _ON | _OFF:
            raise WebRefusedError(f"DATELINE_WEB must be 1 (on) or 0 (off), got {said!r:.80}")
        is_on: object = said.strip().lower() in _ON
    else:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8")).get("web", {}) if path.is_file() else {}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise WebRefusedError(f"{path} cannot be read: {error}. Correct it, or delete it to start anew.") from error
        is_on = table.get("enabled", False) if isinstance(table, dict) else None
    if not isinstance(is_on, bool):
        raise WebRefusedError(f"{path} must have a table [web] with enabled = true or false.")
    if not is_on:
        raise WebRefusedError(
            "Fetching pages is off: their server would learn what you read, and from where. To allow it, set DATELINE_WEB=1, "
            f"or write into {path}:\n[web]\nenabled = true"
        )


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public Internet: not this machine's, not a private network's, not a cloud's metadata.

    Examples
    --------
    >>> [is_public(each) for each in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1")]
    [True, False, False, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64 or found.sixtofour is not None or found.teredo is not None:
            return False
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host."""
    return list(dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """Fetches documents by http and https, within bounds on size and time, through no proxy, with no cookies.

    Parameters
    ----------
    resolved
        Gives a host's addresses. It is asked once for each hop, and the connection goes to what it said: a name that answers
        otherwise a moment later (DNS rebinding) changes nothing.
    allowed
        Says which addresses may be connected to. For tests, which serve on loopback; no setting reaches it.
    time_s
        Seconds for a document with all its redirects.
    """

    resolved: Resolve = resolve
    allowed: Callable[[str], bool] = is_public
    time_s: float = TIME_S
    most_bytes: int = MOST_BYTES

    def source(self, url: str) -> Source:
        """Return a source that fetches an address when its turn comes."""
        return Source(name=url, load=lambda: self.fetch(url))

    def fetch(self, url: str) -> Loaded:
        """Return a document; of a feed that never ends as much as came.

        Raises
        ------
        WebRefusedError
            If the address, or one that it redirects to, is none that may be asked, or its server cannot prove who it is.
        UnreadableDocumentError
            If the server does not answer with a document of a kind that is read.
        """
        sockets, over = list[socket.socket](), Event()
        # One clock for all: a server that drips keeps no read from ending.
        late = Timer(self.time_s, _end, args=(sockets, over))
        late.daemon = True
        late.start()
        try:
            for _ in range(MOST_REDIRECTS + 1):
                found = self._hop(url, sockets)
                if isinstance(found, Loaded):
                    _check_whole(found, over)
                    return found
                url = found
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, WebRefusedError | UnreadableDocumentError):
                raise
            if isinstance(error, ssl.SSLCertVerificationError):
                raise _untrusted(url, error) from error
            raise UnreadableDocumentError(
                f"The server did not answer as it should ({type(error).__name__}). Try again later, or save the page and give the file."
            ) from error
        finally:
            late.cancel()
            for each in sockets:
                each.close()
        raise UnreadableDocumentError(
            "It redirects again and again. Open it in a browser, save the page and give the file."
        )

    def _hop(self, url: str, sockets: list[socket.socket]) -> Loaded | str:
        parts, host, port = _parts(url)
        address = self._checked(host, port)
        connection = http.client.HTTPConnection(host, port, timeout=self.time_s)
        plain = socket.create_connection((address, port), timeout=self.time_s)
        sockets.append(plain)
        if parts.scheme == "https":
            # The certificate is the name's, whatever address it was asked at.
            plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
            sockets.append(plain)
            plain.do_handshake()
        connection.sock = plain
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": "Dateline", "Accept-Encoding": "identity", "Connection": "close"}
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        location = answer.getheader("Location")
        if answer.status in _REDIRECTS and location:
            return urljoin(url, location)
        if answer.status != http.client.OK:
            raise UnreadableDocumentError(
                f"The server answers {answer.status}. Check the address, or open it in a browser, save the page and give the file."
            )
        return self._document(answer)

    def _checked(self, host: str, port: int) -> str:
        try:
            found = self.resolved(host, port)
        except (OSError, UnicodeError) as error:
            raise UnreadableDocumentError(f"No server is known by the name {host}. Check the address.") from error
        # One inner address among public ones is a trap, or a mistake: none of them is asked.
        if not found or not all(self.allowed(each) for each in found):
            raise WebRefusedError(
                f"{host} is an address of this machine or of a private network, which a report's address must not reach. "
                "Save the page and give the file."
            )
        return found[0]

    def _document(self, answer: http.client.HTTPResponse) -> Loaded:
        if answer.getheader("Content-Encoding", "identity").lower() not in {"", "identity"}:
            raise UnreadableDocumentError(
                "The server packs the page although it was asked not to. Save the page and give the file."
            )
        stated = answer.getheader("Content-Type", "text/html")
        kind = _KINDS.get(stated.partition(";")[0].strip().lower())
        if kind is None:
            raise UnreadableDocumentError(
                f"The address is no report but {stated[:60]!r}. Give a page, a PDF or a feed."
            )
        data = bytearray()
        try:
            while len(data) <= self.most_bytes and (chunk := answer.read1(_CHUNK)):
                data += chunk
        except (OSError, http.client.HTTPException, ValueError):
            if kind is not Kind.FEED:
                raise
        if len(data) > self.most_bytes and kind is not Kind.FEED:
            raise UnreadableDocumentError(
                f"It has more than {self.most_bytes // 1_000_000} MB. Save it and give the file, if it is a report."
            )
        charset = _CHARSET.search(stated)
        return Loaded(data=bytes(data[: self.most_bytes]), kind=kind, charset=charset[1] if charset else "")


def _parts(url: str) -> tuple[SplitResult, str, int]:
    """Return an address's parts, its host as DNS has it and its port.

    Raises
    ------
    WebRefusedError
        If it is none of http or https, or carries a password or what no address does.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError) as error:
        raise WebRefusedError(f"{url[:80]!r} is no address. Write it as https://host/page.") from error
    if parts.scheme not in _PORTS or not host or len(url) > _LONGEST:
        raise WebRefusedError(
            f"{url[:80]!r} is not fetched: only http and https addresses are. Save the page and give the file."
        )
    if parts.username is not None or parts.password is not None:
        raise WebRefusedError(
            "An address with a name or a password in it is not fetched. Save the page and give the file."
        )
    if not _PRINTABLE.fullmatch(f"{parts.path}{parts.query}x"):
        raise WebRefusedError("The address holds letters that no address has. Copy it from the browser's address bar.")
    return parts, host, port


def _check_whole(found: Loaded, over: Event) -> None:
    """Refuse what the clock cut off; a feed has its first entries still."""
    if over.is_set() and found.kind is not Kind.FEED:
        raise UnreadableDocumentError(
            "The server took too long, and the page is not whole. Try again later, or save it in a browser and give the file."
        )


def _untrusted(url: str, error: ssl.SSLCertVerificationError) -> WebRefusedError:
    host = urlsplit(url).hostname
    return WebRefusedError(
        f"The server at {host} cannot prove that it is {host} ({error.verify_message}), so nothing was read from it. Check this "
        "computer's date and the address. If your organisation signs certificates of its own, set SSL_CERT_FILE to the file with "
        "its authority's certificate; or save the page in a browser and give the file."
    )


def _end(sockets: list[socket.socket], over: Event) -> None:
    over.set()
    for each in tuple(sockets):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            each.close()  # it is not connected any more
