"""Basemaps of one's own on Explore's map, over the offline map: a PMTiles file, vector or raster, and online tiles."""

import datetime as dt
import io
import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gazetteer import Gazetteer
from geo import OnlineTiles, OnlineTilesSetting, OwnBasemaps, TilesConsent, parse_tiles
from tests.browser.conftest import free_port, made_project, opened, sample, serving, settle
from tests.browser.explore_map import ask, still_bounds, wait_drawn, wait_for
from tests.made_pmtiles import AREA, LINE, POINT, plain_png, pmtiles, vector_tile

pytestmark = pytest.mark.browser
VIEW = "map=13.2,32.2,6.5"
EVIL = "<img src=x onerror=alert(1)>"
LAYERS = {
    "water": [(AREA, [(11.0, 31.5), (12.5, 31.5), (12.5, 30.5), (11.0, 30.5)], {})],
    "transportation": [(LINE, [(10.0, 31.9), (15.0, 31.9)], {"class": "motorway"})],
    "place": [(POINT, [(14.0, 31.0)], {"name": "Bir Test", "name:ar": "بئر", "class": "village"})],
}
VECTOR = pmtiles(vector_tile(LAYERS), layers=list(LAYERS), attribution=f"© Test mappers {EVIL}")
RASTER = pmtiles(plain_png(200, 30, 30), tile_type=2)


@pytest.fixture
def folder(home: Path, gazetteer: Gazetteer, tmp_path: Path) -> Path:
    """Return a data folder with a project of one report."""
    found = tmp_path / "basemaps"
    found.mkdir()
    made_project(home, found, gazetteer, sample("libya")).close()
    return found


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Serve it."""
    with serving(folder) as found:
        yield found


def _kept(folder: Path) -> OwnBasemaps:
    return OwnBasemaps(folder / "data" / "projects" / "default.sqlite", read_only=False)


def _switch_on(folder: Path, tiles: OnlineTiles) -> None:
    """Have a project that names tiles, to which this machine has agreed."""
    project = folder / "data" / "projects" / "default.sqlite"
    OnlineTilesSetting(project, read_only=False).switch_on(tiles)
    TilesConsent(folder / "data" / "online_tiles.json").give(project, tiles)


def _wait_for_colour(page: Page, lon: float, lat: float, colour: str) -> None:
    """Wait until the map, without its marks, has a colour at a point."""
    page.wait_for_function(
        "async ([lon, lat, colour]) => (await window.datelineExplore.colourAt(lon, lat)).map((c) => c.toString(16).padStart(2, '0')).join('') === colour",
        arg=[lon, lat, colour],
    )


def _open(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/?{query}")
    wait_drawn(page)
    settle(page)


def test_a_vector_file_is_drawn_named_and_attributed_over_the_offline_map(
    folder: Path, address: str, chromium: str
) -> None:
    number = _kept(folder).add(
        "Test map", io.BytesIO(VECTOR), attribution="© Test mappers", now=dt.datetime.now(dt.UTC)
    )
    with opened(chromium, address) as page:
        _open(page, address, f"{VIEW}&base=file:{number}")
        wait_for(page, "it.ground()?.drawn > 1")
        wait_for(page, "it.labels().some(lines => lines[0] === 'Bir Test')")
        expect(page.locator(".dl-credit")).to_contain_text("Test map: © Test mappers")
        assert page.locator(".dl-trouble").inner_text() == ""
        page.wait_for_function(f"location.search.includes('base=file:{number}')")
        # the file's water where the offline map has land
        _wait_for_colour(page, 11.7, 31.0, "c5dcea")


@pytest.mark.soak
def test_a_file_is_added_shown_kept_by_the_address_and_removed(address: str, chromium: str) -> None:
    with opened(chromium, address) as page:
        _open(page, address, f"{VIEW}&base=file:99")
        assert ask(page, "ground()") is None
        before = still_bounds(page)
        page.get_by_role("button", name=re.compile("Layers")).click()
        page.get_by_text("Add a map file (PMTiles)").click()
        uploader = page.get_by_label("Map file: vector or raster tiles in one .pmtiles").locator("input[type=file]")
        uploader.set_input_files(
            {"name": "bad.pmtiles", "mimeType": "application/octet-stream", "buffer": VECTOR[:300]}
        )
        expect(page.get_by_text("This PMTiles file is cut short")).to_be_visible()
        uploader.set_input_files({"name": f"{EVIL}.pmtiles", "mimeType": "application/octet-stream", "buffer": VECTOR})
        attribution = page.get_by_role("textbox", name="Attribution (whose map it is")
        # what the file says of itself is proposed, its markup left out
        expect(attribution).to_have_value("© Test mappers")
        attribution.fill("")
        attribution.press("Enter")
        settle(page)
        page.get_by_role("button", name="Add this map").click()
        expect(page.get_by_text("Say whose map this is")).to_be_visible()
        attribution.fill("© Test mappers")
        attribution.press("Enter")
        settle(page)
        page.get_by_role("button", name="Add this map").click()
        expect(page.get_by_text("The map is added and shown.")).to_be_visible()
        wait_for(page, "it.ground()?.drawn > 1")
        assert still_bounds(page) == pytest.approx(before, abs=0.5)
        assert page.locator("img[src=x]").count() == 0
        page.keyboard.press("Escape")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save a picture").click()
        assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
        page.get_by_label("Map style").select_option("dark")
        wait_for(page, "it.ground()?.drawn > 1")
        page.reload()
        wait_drawn(page)
        wait_for(page, "it.ground()?.drawn > 1")
        page.get_by_role("button", name=re.compile("Layers")).click()
        page.get_by_text("Offline map (Natural Earth)").click()
        wait_for(page, "it.ground() === null")
        page.wait_for_function("!location.search.includes('base')")
        page.get_by_test_id("stRadio").get_by_text(EVIL).click()
        wait_for(page, "it.ground()?.id === 'file:1'")
        page.get_by_role("button", name="Remove this map file").click()
        wait_for(page, "it.ground() === null")
        expect(page.get_by_test_id("stRadio")).to_have_count(0)


@pytest.mark.soak
def test_pictures_are_drawn_and_a_file_that_is_gone_leaves_the_offline_map_and_a_line(
    folder: Path, address: str, chromium: str
) -> None:
    number = _kept(folder).add("Red map", io.BytesIO(RASTER), attribution="us", now=dt.datetime.now(dt.UTC))
    with opened(chromium, address) as page:
        _open(page, address, f"{VIEW}&base=file:{number}")
        _wait_for_colour(page, 12, 30, "c81e1e")
    file = _kept(folder).file(number)
    assert file is not None
    file.unlink()
    with opened(chromium, address, allowed=("404",)) as page:  # another browser, which keeps no tiles
        _open(page, address, f"{VIEW}&base=file:{number}&style=light")
        expect(page.locator(".dl-trouble")).to_contain_text("“Red map” cannot be read here; the offline map stands")
        _wait_for_colour(page, 12, 30, "f8f5ee")


class _Tiles(BaseHTTPRequestHandler):
    """A server of red tiles, which counts who asks."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(plain_png(200, 30, 30))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def tile_server() -> Iterator[str]:
    """Serve red tiles on this machine and return where."""
    _Tiles.asked = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Tiles)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.soak
def test_online_tiles_are_asked_for_only_while_they_are_switched_on(
    address: str, chromium: str, tile_server: str
) -> None:
    with opened(chromium, address) as page:  # no request to any other server is let pass here
        _open(page, address, f"{VIEW}&base=online")
        assert ask(page, "ground()") is None
        _wait_for_colour(page, 12, 30, "f8f5ee")
    with opened(chromium, address, asked=(tile_server,)) as page:
        _open(page, address, VIEW)
        page.get_by_role("button", name=re.compile("Layers")).click()
        page.get_by_test_id("stCheckbox").get_by_text("Online tiles").click()
        template = page.get_by_role("textbox", name="Address of the tiles")
        source = page.get_by_role("textbox", name="Attribution of the tiles")
        for said, words in (
            ("http://tiles.example.org/{z}/{x}/{y}.png", "must begin with https://"),
            (f"{tile_server}/{{z}}/{{x}}.png", "needs {z}, {x} and {y}"),
            (f"{tile_server}/{{z}}/{{x}}/{{y}}.png", "Say whose tiles these are"),
        ):
            template.fill(said)
            template.press("Enter")
            settle(page)
            page.get_by_role("button", name="Show these tiles").click()
            expect(page.get_by_text(words)).to_be_visible()
        assert _Tiles.asked == 0
        source.fill("© Red tiles")
        source.press("Enter")
        settle(page)
        page.get_by_role("button", name="Show these tiles").click()
        _wait_for_colour(page, 12, 30, "c81e1e")
        expect(page.locator(".dl-credit")).to_contain_text("© Red tiles")
        page.wait_for_function("location.search.includes('base=online')")
        page.get_by_text("Offline map (Natural Earth)").click()
        _wait_for_colour(page, 12, 30, "f8f5ee")
        page.wait_for_function("!location.search.includes('base')")
    asked = _Tiles.asked
    assert asked > 0
    with opened(chromium, address) as page:  # switched on in the project, and not shown: nobody is asked
        _open(page, address, VIEW)
        _wait_for_colour(page, 12, 30, "f8f5ee")
    assert _Tiles.asked == asked
    with opened(chromium, address, asked=(tile_server,)) as page:
        _open(page, address, f"{VIEW}&base=online")
        _wait_for_colour(page, 12, 30, "c81e1e")
        page.get_by_role("button", name=re.compile("Layers")).click()
        page.get_by_test_id("stCheckbox").get_by_text("Online tiles").click()
        page.get_by_role("button", name="Switch off and forget").click()
        wait_for(page, "it.ground() === null")
        expect(page.get_by_test_id("stRadio")).to_have_count(0)


@pytest.mark.soak
def test_a_strangers_project_asks_before_any_tile_is_fetched(
    folder: Path, address: str, chromium: str, tile_server: str
) -> None:
    project = folder / "data" / "projects" / "default.sqlite"
    tiles = parse_tiles(f"{tile_server}/{{z}}/{{x}}/{{y}}.png", "© A stranger")
    OnlineTilesSetting(project, read_only=False).switch_on(tiles)
    with opened(chromium, address) as page:
        _open(page, address, f"{VIEW}&base=online&style=light")
        _wait_for_colour(page, 12, 30, "f8f5ee")
        expect(page.get_by_text(f"The offline map stands: this view wants map tiles from {tiles.host}")).to_be_visible()
    assert _Tiles.asked == 0
    with opened(chromium, address, asked=(tile_server,)) as page:
        _open(page, address, f"{VIEW}&style=light")
        page.get_by_role("button", name=re.compile("Layers")).click()
        expect(page.get_by_text(f"This project wants map tiles from {tiles.host}. Show them?")).to_be_visible()
        assert _Tiles.asked == 0
        page.get_by_role("button", name="Show them").click()
        _wait_for_colour(page, 12, 30, "c81e1e")


@pytest.mark.soak
def test_a_dead_tile_server_leaves_the_offline_map_and_a_line(folder: Path, address: str, chromium: str) -> None:
    dead = f"127.0.0.1:{free_port()}"
    _switch_on(folder, parse_tiles(f"http://{dead}/{{z}}/{{x}}/{{y}}.png", "nobody"))
    with opened(chromium, address, allowed=("ERR_CONNECTION_REFUSED",), asked=(f"http://{dead}",)) as page:
        _open(page, address, f"{VIEW}&base=online&style=light")
        expect(page.locator(".dl-trouble")).to_have_text(
            f"The tile server {dead} does not answer; the offline map stands."
        )
        _wait_for_colour(page, 12, 30, "f8f5ee")


@pytest.mark.soak
def test_a_tile_server_that_takes_the_question_and_never_answers_is_said_to(
    folder: Path, address: str, chromium: str
) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen(64)
        host = f"127.0.0.1:{mute.getsockname()[1]}"
        _switch_on(folder, parse_tiles(f"http://{host}/{{z}}/{{x}}/{{y}}.png", "nobody"))
        with opened(chromium, address, allowed=("ERR_",), asked=(f"http://{host}",)) as page:
            page.goto(f"{address}/?{VIEW}&base=online")
            wait_drawn(page)
            expect(page.locator(".dl-trouble")).to_contain_text(f"The tile server {host} does not answer")
            _wait_for_colour(page, 12, 30, "f8f5ee")
            page.evaluate(
                """() => { window.written = []; const draw = CanvasRenderingContext2D.prototype.fillText;
                CanvasRenderingContext2D.prototype.fillText = function (text, ...more) { window.written.push(text); return draw.call(this, text, ...more); }; }"""
            )
            settle(page)
            with page.expect_download() as download:
                page.get_by_role("button", name="Save a picture").click()
            assert download.value.suggested_filename.startswith("dateline-")
            assert Path(download.value.path()).stat().st_size > 50_000
            assert "Some map tiles had not come" in " ".join(page.evaluate("() => window.written"))
