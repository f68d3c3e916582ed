"""Country files in GeoNames' true format, from a server on this machine."""

import datetime as dt
import http.server
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from gazetteer import Gazetteer, open_gazetteer
from gazetteer.errors import BadCountryFileError, FetchFailedError
from gazetteer.fetch import fetch, fetched, fetched_layers, folder, take_file
from gazetteer.fetch_command import fetch_command

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
# geonameid name asciiname alternatenames lat lon class code country cc2 admin1..4 population elevation dem timezone date
ROWS = [
    "99000001\tWādī Zebrah\tWadi Zebrah\tWadi Zebra,wdy zbrh,وادي زبرة\t31.51\t13.91\tH\tWAD\tLY\t\t77\t\t\t\t0\t\t250\tAfrica/Tripoli\t2020-01-01",
    "99000002\tQaryat Zebrah\tQaryat Zebrah\t\t31.52\t13.92\tP\tPPL\tLY\t\t77\t\t\t\t420\t\t250\tAfrica/Tripoli\t2020-01-01",
    "99000003\tTobruk\tTobruk\tTOB,طبرق\t32.0897\t23.954\tP\tPPLA\tLY\t\t79\t\t\t\t121052\t\t23\tAfrica/Tripoli\t2019-09-05",
    "81302\tTobruk\tTobruk\tTobruk\t32.08963\t23.95385\tP\tPPLA\tLY\t\t79\t\t\t\t121052\t\t23\tAfrica/Tripoli\t2019-09-05",
]


def archive(rows: list[str], member: str = "LY.txt") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(member, "\n".join(rows) + "\n")
        packed.writestr("readme.txt", "GeoNames " * 4000)
    return stream.getvalue()


class Server:
    """Serves one file with ranges; can break off in the middle, and remembers what it was asked."""

    def __init__(self) -> None:
        self.content, self.break_after, self.asked = archive(ROWS), 0, list[str]()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path != "/dump/LY.zip":
                    self.send_error(404)
                    return
                asked = self.headers.get("Range", "")
                outer.asked.append(asked)
                start = int(match[1]) if (match := re.match(r"bytes=(\d+)-", asked)) else 0
                if start >= len(outer.content):
                    self.send_error(416)
                    return
                body = outer.content[start:]
                self.send_response(206 if start else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: outer.break_after] if outer.break_after else body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/dump"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def own_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home with the machine's place index."""
    folder = tmp_path / "home"
    (folder / "cache").mkdir(parents=True)
    for index in (home / "cache").glob("gazetteer-*.index"):
        (folder / "cache" / index.name).symlink_to(index)
    monkeypatch.setenv("DATELINE_HOME", str(folder))
    return folder


def test_a_fetched_country_adds_the_places_that_the_shipped_file_lacks(
    gazetteer: Gazetteer, server: Server, own_home: Path
) -> None:
    entry = fetch("ly", gazetteer, now=NOW, source=server.address)
    assert (entry.country, entry.rows, entry.places) == ("LY", 4, 2)
    assert len(entry.sha256) == 64
    full = open_gazetteer()
    for name in ("Wadi Zebra", "وادي زبرة"):
        best = full.lookup(name, country="LY")[0]
        assert best.place.place_id == "gn:99000001"
        assert "from GeoNames' file of LY" in best.reasons
    assert full.place("gn:99000002").parent_id == gazetteer.admin1("LY", "77").place_id  # type: ignore[union-attr]
    tobruk = [c.place.place_id for c in full.lookup("Tobruk", country="LY") if c.place.feature_class == "P"]
    assert tobruk == ["gn:81302"]
    assert any("as of 2026-01-02" in line for line in full.attributions())


def test_a_broken_download_goes_on_where_it_stopped(gazetteer: Gazetteer, server: Server, own_home: Path) -> None:
    server.break_after = 300
    with pytest.raises(FetchFailedError, match="it goes on there"):
        fetch("LY", gazetteer, now=NOW, source=server.address)
    assert fetched() == ()
    server.break_after = 0
    fetch("LY", gazetteer, now=NOW, source=server.address)
    assert server.asked == ["", "bytes=300-"]
    assert fetched()[0].size == len(server.content)


def test_a_whole_part_left_by_a_killed_program_is_used(gazetteer: Gazetteer, server: Server, own_home: Path) -> None:
    folder().mkdir(parents=True)
    (folder() / "LY.zip.part").write_bytes(server.content)
    assert fetch("LY", gazetteer, now=NOW, source=server.address).places == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>captive portal</html>", "no zip file"),
        (archive(ROWS, member="SY.txt"), "holds no LY.txt"),
        (archive(["a\tb\tc"] * 50), "not in GeoNames' format"),
        (archive([row.replace("\tLY\t", "\tSY\t") for row in ROWS]), "not in GeoNames' format"),
        (archive(ROWS)[:-200], "no zip file"),
    ],
)
def test_a_bad_file_is_refused_and_what_was_there_stays(
    gazetteer: Gazetteer, server: Server, own_home: Path, content: bytes, words: str
) -> None:
    fetch("LY", gazetteer, now=NOW, source=server.address)
    server.content = content
    with pytest.raises(BadCountryFileError, match=words):
        fetch("LY", gazetteer, now=NOW, source=server.address)
    assert not (folder() / "LY.zip.part").exists()
    assert fetched()[0].places == 2
    assert open_gazetteer().lookup("Wadi Zebra", country="LY")[0].place.place_id == "gn:99000001"


def test_addresses_that_may_not_be_asked_are_refused(gazetteer: Gazetteer, own_home: Path) -> None:
    for address in ("http://example.org/dump", "file:///etc", "ftp://127.0.0.1/dump"):
        with pytest.raises(FetchFailedError, match="not https"):
            fetch("LY", gazetteer, now=NOW, source=address)


def test_a_damaged_file_at_hand_is_left_out_and_the_rest_serves(
    gazetteer: Gazetteer, server: Server, own_home: Path
) -> None:
    fetch("LY", gazetteer, now=NOW, source=server.address)
    (folder() / "LY.zip").write_bytes(b"spoilt")
    for index in (own_home / "cache").glob("fetched-*"):
        index.unlink()
    assert fetched_layers(gazetteer) == ()
    assert open_gazetteer().lookup("Misrata", country="LY")


def test_a_file_brought_on_a_stick_is_taken_and_forgotten_by_the_command(
    gazetteer: Gazetteer, own_home: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "LY.zip"
    stick.write_bytes(archive(ROWS))
    take_file(stick, "LY", gazetteer, now=NOW)
    done = CliRunner().invoke(fetch_command, ["LY", "--file", str(stick)])
    assert done.exit_code == 0
    assert done.stdout.startswith("LY\t2 places\t")
    assert json.loads((folder() / "LY.json").read_text(encoding="utf-8"))["source"] == "LY.zip"
    assert CliRunner().invoke(fetch_command, ["LY", "--forget"]).stdout == ""
    assert CliRunner().invoke(fetch_command, ["ZZ"]).exit_code == 2
    failed = CliRunner().invoke(fetch_command, ["LY", "--file", str(tmp_path / "missing.zip")])
    assert failed.exit_code == 1
    assert "could not be read" in failed.stderr


def test_a_machine_without_a_network_is_told_to_bring_the_file(gazetteer: Gazetteer, own_home: Path) -> None:
    with pytest.raises(FetchFailedError, match=r"--file LY\.zip"):
        fetch("LY", gazetteer, now=NOW, source="http://127.0.0.1:9/dump")
