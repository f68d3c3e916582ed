"""A download that goes on where it broke off, from an address that may be asked, and never larger than it should be."""

import http.client
import os
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from gazetteer.errors import FetchFailedError
from gazetteer.layer_file import Progress

# The largest country file has some 75 MB.
MAX_BYTES = 500_000_000
_CHUNK, _TIMEOUT_S = 1 << 16, 30.0
_PARTIAL, _NOTHING_LEFT = 206, 416


class _NoSurprises(urllib.request.HTTPRedirectHandler):
    """Follows a redirection to an address that would be taken at first hand only."""

    def redirect_request(self, *args: object, **kwargs: object) -> urllib.request.Request | None:
        request = super().redirect_request(*args, **kwargs)  # type: ignore[arg-type]  # urllib's own signature
        if request is not None:
            _checked(request.full_url)
        return request


def _checked(address: str) -> str:
    parts = urllib.parse.urlsplit(address)
    is_own = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if parts.scheme != "https" and not is_own:
        raise FetchFailedError(f"{address} is not https. Give an https address, or http on this machine.")
    return address


def download(address: str, part: Path, progress: Progress | None) -> None:
    """Write what an address sends to a file; what is there already is not asked for again.

    Raises
    ------
    FetchFailedError
        With the next step. What arrived stays, so that the next try goes on there.
    """
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(_checked(address), headers={"User-Agent": "Dateline (gazetteer fetch)"})  # noqa: S310 - the scheme is checked
    if have:
        request.add_header("Range", f"bytes={have}-")
    opener = urllib.request.build_opener(_NoSurprises)
    try:
        with opener.open(request, timeout=_TIMEOUT_S) as answer:
            is_rest = answer.status == _PARTIAL
            have = have if is_rest else 0
            length = answer.headers.get("Content-Length")
            total = have + int(length) if length and length.isdigit() else None
            if total is not None and total > MAX_BYTES:
                raise FetchFailedError(f"{address} has more than {MAX_BYTES // 1_000_000} MB: refused.")
            with part.open("ab" if is_rest else "wb") as stream:
                while chunk := answer.read(_CHUNK):
                    have += len(chunk)
                    if have > MAX_BYTES:
                        raise FetchFailedError(f"{address} sends more than {MAX_BYTES // 1_000_000} MB: refused.")
                    stream.write(chunk)
                    if progress is not None and total:
                        progress(
                            min(1.0, have / total), f"Fetching {part.stem} ({have / 1e6:.1f} of {total / 1e6:.1f} MB)"
                        )
                stream.flush()
                os.fsync(stream.fileno())
            if total is not None and have != total:
                raise FetchFailedError(
                    f"{address} broke off after {have:,} of {total:,} bytes. Run the same again: it goes on there."
                )
    except urllib.error.HTTPError as error:
        if error.code == _NOTHING_LEFT:
            # Nothing is left to send: the part is whole, or of an older file that begins otherwise.
            if zipfile.is_zipfile(part):
                return
            part.unlink(missing_ok=True)
        raise FetchFailedError(f"{address} answered {error.code} ({error.reason}). Try again later.") from error
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        if isinstance(error, FetchFailedError):
            raise
        reason = getattr(error, "reason", error)
        raise FetchFailedError(
            f"{address} could not be reached ({reason}). Without a network bring the file and run: "
            f"python -m gazetteer fetch {part.name[:2]} --file {part.name[:2]}.zip"
        ) from error
