"""What is measured: our page and the rivals', each with its server and the sign that it has drawn."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.explore.material import Material
from benchmarks.explore.rivals import FOLIUM, PYDECK, write_app
from benchmarks.explore.servers import Server, serving

ROOT = Path(__file__).parents[2]
# The page's hook: a counter in the document that grows with each drawing of new data or a new filter.
HOOK = "document.documentElement.dataset.datelineDrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One page that shows the events.

    ``serve`` starts its server in a folder; ``drawn`` is the JavaScript condition under which that many of all events are
    drawn; ``counts_drawings`` where the page counts its drawings instead, and a filter's is the next one;
    ``missing`` says why the page cannot be measured, if so.
    """

    name: str
    serve: Callable[[Material, Path], AbstractContextManager[Server]]
    drawn: Callable[[int], str]
    counts_drawings: bool = False
    missing: str = ""


def subjects(app: Path) -> tuple[Subject, ...]:
    """Return our page, of the product in the folder ``app``, and the rivals."""
    return (
        Subject(
            name="Explore",
            serve=lambda material, folder: _serve_ours(app, material, folder),
            drawn=lambda _: f"Number({HOOK} ?? 0) > 0",
            counts_drawings=True,
            missing=""
            if _has_hook(app)
            else f"its page does not count its drawings in {HOOK} yet, so nothing is measured",
        ),
        Subject(
            name="one folium.GeoJson on canvas in st_folium",
            serve=lambda material, folder: _serve_rival(FOLIUM, material, folder),
            # A few layers are the map's own.
            drawn=lambda count: (
                "(() => { const held = benchWatch.maps.map((map) => Object.keys(map._layers).length).pop() ?? 0;"
                f" return held >= {count} && held <= {count} + 20; }})()"
            ),
        ),
        Subject(
            name="st.pydeck_chart",
            serve=lambda material, folder: _serve_rival(PYDECK, material, folder),
            drawn=lambda count: f"benchWatch.instances === {count}",
        ),
    )


def _has_hook(app: Path) -> bool:
    scripts = (app / "static").glob("explorer/*.js")
    return any("datelineDrawn" in script.read_text(encoding="utf-8") for script in scripts)


def _serve_ours(app: Path, material: Material, folder: Path) -> AbstractContextManager[Server]:
    projects = folder / "home" / "data" / "projects"
    projects.mkdir(parents=True)
    (folder / "home" / "cache").symlink_to(material.cache)
    (projects / "default.sqlite").symlink_to(material.project)
    return serving(
        [sys.executable, "-m", "ui"], folder=app, log=folder / "server.log",
        environment={"DATELINE_HOME": str(folder / "home")},
    )  # fmt: skip


def _serve_rival(source: str, material: Material, folder: Path) -> AbstractContextManager[Server]:
    page = write_app(folder / "rival", source, material.points, ROOT / "static" / "vendor" / "leaflet")
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", "{port}"]
    return serving(command, folder=page.parent, log=folder / "server.log", environment={})
