"""Take the README's pictures of Explore anew: ``make pictures``, or ``python -m benchmarks.pictures --sizes 10000``."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click
from playwright.sync_api import Browser, sync_playwright

from benchmarks.explore.servers import Server, serving
from benchmarks.generated_events import generate_events, write_project
from gazetteer import cache_dir, open_world

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
_Theme = Literal["light", "dark"]
_Picture = tuple[str, str, int, int, _Theme]
# Name, query, width, height, and what the browser asks for: of the sample project, of ten thousand events and of a million.
_SAMPLE: tuple[_Picture, ...] = (
    ("explore", "", 1440, 900, "light"),
    ("explore_1024", "map=12.6,31.9,6", 1024, 900, "light"),
    ("explore_dark", "map=12.6,31.9,6&style=dark", 1440, 900, "light"),
)
_MANY: tuple[_Picture, ...] = (
    ("explore_{size}", "", 1440, 900, "light"),
    ("explore_{size}_heat", "map=36,35,5.5&layers=heat", 1440, 900, "light"),
    ("explore_{size}_1024", "", 1024, 900, "light"),
    ("explore_{size}_dark", "", 1440, 900, "dark"),
)
_DRAWN = "() => Number(document.documentElement.dataset.datelineDrawn ?? 0) > 0"


@click.command()
@click.option(
    "--sizes", default="10000,1000000", show_default=True, help="How many generated events, besides the sample."
)
def main(sizes: str) -> None:
    """Draw Explore of the sample project and of generated events, and put the pictures into docs/."""
    executable = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        raise click.ClickException("no Chromium on this machine: apt-get install chromium, or set DATELINE_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        with _served(None) as server:
            for name, query, width, height, theme in _SAMPLE:
                _take(browser, server, name, query, (width, height), theme)
        for count in filter(None, sizes.split(",")):
            with _served(int(count)) as server:
                for name, query, width, height, theme in _MANY:
                    _take(browser, server, name.format(size=count), query, (width, height), theme)
        browser.close()


@contextmanager
def _served(count: int | None) -> Iterator[Server]:
    """Serve a data folder of its own: with no project, or with one of generated events."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        projects = home / "data" / "projects"
        projects.mkdir(parents=True)
        (home / "cache").symlink_to(cache_dir())
        if count is not None:
            click.echo(f"Generating {count:,} events", err=True)
            write_project(generate_events(count, seed=0, gazetteer=open_world()), projects / "default.sqlite")
        command = [sys.executable, "-m", "ui"]
        environment = {"DATELINE_HOME": str(home)}
        with serving(command, folder=ROOT, log=Path(folder) / "server.log", environment=environment) as server:
            yield server


def _take(browser: Browser, server: Server, name: str, query: str, size: tuple[int, int], theme: _Theme) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)
    page.set_default_timeout(300_000)
    page.goto(f"{server.address}/?{query}")
    page.wait_for_function(_DRAWN)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => window.datelineExplore.isWhole()")
    page.screenshot(path=DOCS / f"{name}.png")
    page.close()
    click.echo(f"docs/{name}.png", err=True)


if __name__ == "__main__":
    main()
