"""The browser's files: where a page finds Leaflet, and how text enters a script without becoming code."""

import json
import re
from enum import StrEnum
from pathlib import Path

from folium import Element

from geo.errors import VendorMissingError

STATIC_DIR = Path(__file__).resolve().parent.parent / "static"
VENDOR_DIR = STATIC_DIR / "vendor"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SIGNS = re.compile(r"[{}<>&']")
_CLOSING = re.compile(r"\}(?=\})")
_OWN = Path(__file__).with_name("data")
_OWN_SCRIPTS = ("marks", "labels", "cards", "events", "map")  # each uses those before it

# Streamlit shows a folium map inside a frame at <base>/component/<name>/index.html, hence two steps up to <base>.
STATIC_URL = "../../app/static"
_SCRIPT, _SHEET = "leaflet/leaflet.js", "leaflet/leaflet.css"
_EXPLORER = ("maplibre-gl/maplibre-gl.mjs", "maplibre-gl/maplibre-gl-worker.mjs", "maplibre-gl/maplibre-gl.css")


class Assets(StrEnum):
    """Where the page takes its scripts from; never from another machine."""

    STATIC = "static"  # files that Streamlit serves
    INLINE = "inline"  # inside the page, for one file that opens anywhere


class Verbatim(Element):
    """Text that goes into the page as it is; branca would run any other text through Jinja."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **_: object) -> str:
        """Return the text."""
        return self.text


def vendor_file(name: str) -> Path:
    """Return the path of one third-party browser file, ``leaflet/leaflet.js`` for example.

    Raises
    ------
    VendorMissingError
        If the browser libraries have not been copied yet.
    """
    file = VENDOR_DIR / name
    if not file.is_file():
        raise VendorMissingError(
            "The map's browser libraries are missing. Run `make vendor`, then load the page again."
        )
    return file


def check_vendor() -> None:
    """Raise `VendorMissingError` unless the browser libraries of both maps are there."""
    for name in (_SCRIPT, _SHEET, *_EXPLORER):
        vendor_file(name)


def map_links() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return folium's (scripts, style sheets) as links to the files that Streamlit serves."""
    check_vendor()
    return [("leaflet", f"{STATIC_URL}/vendor/{_SCRIPT}")], [("leaflet_css", f"{STATIC_URL}/vendor/{_SHEET}")]


def leaflet_script() -> str:
    """Return Leaflet's own script, for a page that carries it."""
    return vendor_file(_SCRIPT).read_text(encoding="utf-8").split("//# sourceMappingURL")[0]


def leaflet_sheet() -> str:
    """Return Leaflet's style sheet without the rules that load pictures (we show none of those controls)."""
    text = vendor_file(_SHEET).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if "url(" not in line)


def own_script() -> str:
    """Return our additions to Leaflet."""
    return "".join((_OWN / f"dateline_{name}.js").read_text(encoding="utf-8") for name in _OWN_SCRIPTS)


def own_sheet() -> str:
    """Return our style sheet for the map."""
    return (_OWN / "dateline_map.css").read_text(encoding="utf-8")


def script_json(value: object) -> str:
    r"""Write a value as JSON that is safe inside a script, in HTML, and through any number of Jinja passes.

    branca renders scripts as Jinja templates, so a report's ``{{ ... }}`` would run in Python: inside strings braces,
    angle brackets, ampersands and quotes of HTML become ``\u`` escapes, and no two braces of the structure touch.

    Examples
    --------
    >>> script_json({"a": {"b": "</script>{{ 7*7 }}"}})
    '{"a": {"b": "\\u003c/script\\u003e\\u007b\\u007b 7*7 \\u007d\\u007d"} }'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ": "))
    text = _STRING.sub(lambda found: _SIGNS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", found[0]), text)
    return _CLOSING.sub("} ", text)
