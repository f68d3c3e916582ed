"""The tiles of a project's own map files, for the browser on this machine: `/basemaps/N`, by range of bytes."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from events import EventsError, default_path
from geo import OwnBasemaps

# The largest directories and tiles have some hundred kilobytes; nobody asks for more at once.
MOST_AT_ONCE = 8 * 1024**2
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})")
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})
_HEADERS = {
    "Accept-Ranges": "bytes",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _is_from_here(request: Request) -> bool:
    """Return whether a request comes from this machine, and under its own name: another site's name may lead here, too."""
    client = request.client.host if request.client else ""
    return client in _HERE and urlsplit(f"//{request.headers.get('host', '')}").hostname in _HERE


def _read(file: Path, asked: str) -> Response:
    size = file.stat().st_size
    found = _RANGE.fullmatch(asked)
    if found is None:
        return PlainTextResponse("Ask for one range of bytes, such as: Range: bytes=0-16383", 400)
    first, last = int(found[1]), min(int(found[2]), size - 1)
    if first > last or last - first >= MOST_AT_ONCE:
        return PlainTextResponse("", 416, {**_HEADERS, "Content-Range": f"bytes */{size}"})
    with file.open("rb") as opened:
        opened.seek(first)
        data = opened.read(last - first + 1)
    headers = {**_HEADERS, "Content-Range": f"bytes {first}-{last}/{size}", "Cache-Control": "private, max-age=3600"}
    return Response(
        data, 206, {**headers, "ETag": f'"{size:x}-{file.stat().st_mtime_ns:x}"'}, "application/octet-stream"
    )


def own_basemap(request: Request) -> Response:
    """Give a range of bytes of one of the open project's map files, by its number; nothing in the address is a path."""
    if not _is_from_here(request):
        return PlainTextResponse("Map files are for this machine only.", 403)
    try:
        file = OwnBasemaps(default_path()).file(int(request.path_params["number"]))
        if file is not None:
            return _read(file, request.headers.get("range", ""))
    except (EventsError, OSError) as error:
        return PlainTextResponse(str(error), 503)
    return PlainTextResponse("The project has no map file of that number.", 404)


ROUTES = (Route("/basemaps/{number:int}", own_basemap, methods=["GET"]),)
