"""Searching online: off unless the user switched it on, polite, remembered, and marked; a stranger's answer is read strictly."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer.online
from gazetteer import (
    Gazetteer,
    GazetteerError,
    OnlineFailedError,
    OnlineRefusedError,
    Tier,
    UnknownCountryError,
    product_version,
)
from gazetteer.__main__ import cli
from gazetteer.online import ATTRIBUTION, BoundedAdapter, OnlineSearch, search_online
from gazetteer.online_answers import MOST_ROWS, parse_answer
from gazetteer.online_cache import AnswerCache
from gazetteer.online_settings import OnlineSettings, read_online_settings

CONTACT = "desk@relief.example"
WADI: dict[str, Any] = {
    "place_id": 1, "licence": "Data © OpenStreetMap contributors, ODbL 1.0.", "osm_type": "node", "osm_id": 4711,
    "boundingbox": ["31.98", "32.02", "12.98", "13.02"], "lat": "32.0", "lon": "13.0", "class": "place", "type": "village",
    "addresstype": "village", "name": "Qqqzzzxw", "importance": 0.25,
    "display_name": "Qqqzzzxw, Nalut, Libya", "address": {"village": "Qqqzzzxw", "country_code": "ly"},
}  # fmt: skip


class Service:
    """What the service answers, and what it was asked; ``factory`` is geopy's adapter seam."""

    def __init__(self, answer: object) -> None:
        self.answer, self.urls, self.agents = answer, [], []
        service = self

        class Adapter(BaseSyncAdapter):
            def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
                service.urls.append(url)
                service.agents.append(headers["User-Agent"])
                assert 0 < timeout <= 30
                if isinstance(service.answer, Exception):
                    raise service.answer
                return service.answer

            get_text = get_json

        self.factory = Adapter

    def asked(self, number: int = -1) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.urls[number]).query)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.seconds, self.slept = 1000.0, []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def online(tmp_path: Path, clock: Clock) -> Callable[..., OnlineSearch]:
    """Return what opens a search over one cache; each has a pace of its own, as another process has."""

    def opened(service: Service, *, path: Path = tmp_path / "online.sqlite") -> OnlineSearch:
        return OnlineSearch(
            OnlineSettings(contact=CONTACT), AnswerCache(path, now=clock), adapter_factory=service.factory,
            clock=clock, sleep=clock.sleep,
        )  # fmt: skip

    return opened


@pytest.fixture
def own_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the user an own home folder with the machine's place index and no settings."""
    (tmp_path / "cache").mkdir()
    for file in (home / "cache").iterdir():
        (tmp_path / "cache" / file.name).symlink_to(file)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    for name in ("DATELINE_ONLINE", "DATELINE_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path
    gazetteer.online._search.cache_clear()


def allow(home: Path, text: str = f'[online]\nenabled = true\ncontact = "{CONTACT}"\n') -> None:
    (home / "data").mkdir(exist_ok=True)
    (home / "data" / "settings.toml").write_text(text, encoding="utf-8")


# The setting


def test_it_is_off_by_default_and_the_refusal_says_how_to_allow_it(own_home: Path) -> None:
    service = Service([WADI])
    with pytest.raises(OnlineRefusedError, match=r"off: it would send the name .*(\n.*)*enabled = true\ncontact"):
        search_online("Qqqzzzxw", adapter_factory=service.factory)
    assert service.urls == []
    assert not (own_home / "cache" / "online.sqlite").exists()


def test_the_settings_file_allows_it(own_home: Path) -> None:
    allow(own_home)
    service = Service([WADI])
    (found,) = search_online("Qqqzzzxw", adapter_factory=service.factory)
    assert found.place.place_id == "osm:n4711"
    assert service.urls[0].startswith("https://nominatim.openstreetmap.org/search?")


def test_the_environment_allows_or_forbids_it_over_the_file(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ONLINE", "1")
    monkeypatch.setenv("DATELINE_CONTACT", "https://relief.example/contact")
    assert read_online_settings().contact == "https://relief.example/contact"
    allow(own_home)
    monkeypatch.setenv("DATELINE_ONLINE", "0")
    with pytest.raises(OnlineRefusedError, match="off"):
        read_online_settings()


@pytest.mark.parametrize("contact", ["", "me", "me@", "a@b.org\\nX-Evil: 1", "a" * 300 + "@b.org", "жук@пример.рф"])
def test_without_a_contact_nothing_is_asked_since_the_service_demands_one(contact: str, own_home: Path) -> None:
    allow(own_home, f'[online]\nenabled = true\ncontact = "{contact}"\n')
    with pytest.raises(OnlineRefusedError, match="usage policy demands"):
        read_online_settings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[online\n", "cannot be read"),
        ("online = 3\n", "table"),
        ("[online]\nenabled = 'yes'\n", "true or false"),
        (f"[online]\nenabled = true\ncontact = '{CONTACT}'\nservice = 'file:///etc/passwd'\n", "domain"),
        (f"[online]\nenabled = true\ncontact = '{CONTACT}'\nservice = 7\n", "domain"),
    ],
)
def test_broken_settings_are_told_not_guessed(text: str, told: str, own_home: Path) -> None:
    allow(own_home, text)
    with pytest.raises(OnlineRefusedError, match=told):
        read_online_settings()


def test_a_word_that_is_neither_on_nor_off_is_refused(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ONLINE", "perhaps")
    with pytest.raises(OnlineRefusedError, match="1 \\(on\\) or 0"):
        read_online_settings()


def test_a_service_of_ones_own_may_be_named(own_home: Path) -> None:
    allow(
        own_home,
        f"[online]\nenabled = true\ncontact = '{CONTACT}'\nservice = 'http://maps.desk.example:8080/nominatim/'\n",
    )
    read = read_online_settings()
    assert (read.scheme, read.service) == ("http", "maps.desk.example:8080/nominatim")


# Asking


def test_the_service_learns_who_asks_the_name_and_the_country_and_nothing_else(
    online: Callable[..., OnlineSearch],
) -> None:
    service = Service([WADI])
    online(service).find("  Qqqzzzxw \n", country="LY")
    assert service.agents == [f"Dateline/{product_version()} ({CONTACT})"]
    told = service.asked()
    assert (told["q"], told["countrycodes"]) == (["Qqqzzzxw"], ["ly"])
    assert set(told) == {"q", "countrycodes", "format", "limit", "accept-language", "addressdetails"}


def test_a_found_place_is_marked_as_online_with_its_licence(online: Callable[..., OnlineSearch]) -> None:
    (found,) = online(Service([WADI])).find("qqqzzzxw")
    place = found.place
    assert found.tier is Tier.ONLINE
    assert found.reasons[0] == "found online by Nominatim (OpenStreetMap, ODbL), not from the gazetteer at hand"
    assert "Qqqzzzxw, Nalut, Libya" in found.reasons[1]
    assert 0 < found.score <= 0.5
    assert (place.lon, place.lat, place.country_code, place.feature_code) == (13.0, 32.0, "LY", "PPL")
    assert 2500 < place.radius_m < 3500
    assert (place.geonames_id, place.parent_id) == (None, None)
    assert "ODbL" in ATTRIBUTION


def test_what_was_asked_once_is_never_asked_again(online: Callable[..., OnlineSearch]) -> None:
    service = Service([WADI])
    first = online(service).find("Qqqzzzxw")
    service.answer = GeocoderUnavailable("no network")
    assert online(service).find("QQQZZZXW") == first
    assert len(service.urls) == 1


def test_nothing_found_is_remembered_too(online: Callable[..., OnlineSearch]) -> None:
    service = Service([])
    assert online(service).find("Xandoquil") == online(service).find("Xandoquil") == ()
    assert len(service.urls) == 1


def test_another_country_is_another_question(online: Callable[..., OnlineSearch]) -> None:
    service = Service([WADI])
    search = online(service)
    assert len(search.find("Qqqzzzxw", country="ly")) == 1
    assert search.find("Qqqzzzxw", country="TN") == ()
    assert len(service.urls) == 2


def test_requests_are_a_second_apart(online: Callable[..., OnlineSearch], clock: Clock) -> None:
    search = online(Service([]))
    for name in ("Aaa", "Bbb", "Ccc"):
        search.find(name)
    assert clock.slept == pytest.approx([1.0, 1.0])


def test_another_process_keeps_the_distance_too(online: Callable[..., OnlineSearch], clock: Clock) -> None:
    online(Service([])).find("Aaa")
    clock.seconds += 0.25
    online(Service([])).find("Bbb")
    assert clock.slept == pytest.approx([0.75])


def test_a_clock_set_back_makes_nobody_wait(online: Callable[..., OnlineSearch], clock: Clock) -> None:
    online(Service([])).find("Aaa")
    clock.seconds -= 500
    online(Service([])).find("Bbb")
    assert clock.slept == []


def _http(status: int) -> AdapterHTTPError:
    return AdapterHTTPError("no", status_code=status, headers={}, text="<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (GeocoderTimedOut("slow"), "did not answer within 10 seconds"),
        (GeocoderUnavailable("down"), "could not be reached"),
        (GeocoderServiceError("[Errno -3] Temporary failure in name resolution"), "could not be reached"),
        (GeocoderParseError("<html>" * 1000), "cannot be read"),
        (RecursionError("too deep"), "cannot be read"),
        (_http(403), "refused to answer"),
        (_http(429), "asked too often"),
        (_http(400), "cannot be read"),
        (_http(503), "did not answer"),
        (_http(500), "could not be reached"),
    ],
)
def test_a_failure_is_one_error_in_our_own_words_and_is_not_remembered(
    error: Exception, told: str, online: Callable[..., OnlineSearch]
) -> None:
    service = Service(error)
    with pytest.raises(OnlineFailedError, match=told) as caught:
        online(service).find("Qqqzzzxw")
    assert isinstance(caught.value, GazetteerError)
    assert len(str(caught.value)) < 300
    assert "<" not in str(caught.value)
    service.answer = [WADI]
    assert online(service).find("Qqqzzzxw")


# Reading


@pytest.mark.parametrize("answer", [None, {"error": "Unable to geocode"}, "text", 7, [7], [{}], [{**WADI, "lat": "x"}]])
def test_an_answer_of_another_shape_is_a_failure(answer: object, online: Callable[..., OnlineSearch]) -> None:
    with pytest.raises(OnlineFailedError, match="cannot be read"):
        online(Service(answer)).find("Qqqzzzxw")


@pytest.mark.parametrize(
    "change",
    [
        {"lat": "NaN"}, {"lat": "91"}, {"lon": 1e999}, {"lon": None}, {"lat": True}, {"lat": "1" * 400}, {"osm_id": "1; DROP"},
        {"osm_id": -4}, {"osm_id": 1 << 70}, {"osm_type": "relation/../x"}, {"osm_type": ["node"]}, {"boundingbox": None},
        {"boundingbox": ["1", "2", "3"]}, {"boundingbox": ["1", "2", "3", "inf"]}, {"name": "\u202e\x00", "display_name": ""},
        {"name": 3, "display_name": None},
    ],
)  # fmt: skip
def test_a_bad_row_is_left_out_and_the_good_ones_stay(
    change: dict[str, Any], online: Callable[..., OnlineSearch]
) -> None:
    found = online(Service([{**WADI, **change}, {**WADI, "osm_id": 2}])).find("Qqqzzzxw")
    assert [candidate.place.place_id for candidate in found] == ["osm:n2"]


def test_hostile_text_becomes_one_short_line(online: Callable[..., OnlineSearch]) -> None:
    row = {**WADI, "name": "Al\x1b[31m\n\u202eWatiya\ud800", "display_name": "x\t" * 100_000, "importance": "9e9"}
    (found,) = online(Service([row])).find("Al-Watiya")
    assert found.place.name == "Al [31m Watiya"
    text = " ".join(found.reasons)
    assert text.isprintable()
    assert len(text) < 500


def test_persian_spelling_keeps_its_joiners(online: Callable[..., OnlineSearch]) -> None:
    (found,) = online(Service([{**WADI, "name": "می\u200cدان"}])).find("می\u200cدان")
    assert found.place.name == "می\u200cدان"


def test_a_long_answer_is_cut_and_little_of_it_is_kept(online: Callable[..., OnlineSearch], tmp_path: Path) -> None:
    rows = [{**WADI, "osm_id": each + 1, "extratags": {"note": "y" * 10_000}} for each in range(500)]
    search = online(Service(rows))
    assert len(search.find("Qqqzzzxw", limit=1000)) == MOST_ROWS
    assert len(search.find("Qqqzzzxw", limit=3)) == 3
    with sqlite3.connect(tmp_path / "online.sqlite") as connection:
        ((kept,),) = connection.execute("SELECT answer FROM answers")
    connection.close()
    assert "extratags" not in kept
    assert len(kept) < 20_000


def test_scores_follow_the_services_order(online: Callable[..., OnlineSearch]) -> None:
    rows = [{**WADI, "osm_id": at + 1, "importance": importance} for at, importance in enumerate((0.2, 0.9, 0.1))]
    found = online(Service(rows)).find("Qqqzzzxw")
    scores = [candidate.score for candidate in found]
    assert [candidate.place.place_id for candidate in found] == ["osm:n1", "osm:n2", "osm:n3"]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"class": "boundary", "type": "administrative", "addresstype": "state"}, ("A", "ADM1")),
        ({"class": "aeroway", "type": "aerodrome", "addresstype": "aeroway"}, ("S", "AIRP")),
        ({"class": "natural", "type": "peak", "addresstype": "peak"}, ("T", "PK")),
        ({"class": "place", "type": "suburb", "addresstype": "suburb"}, ("P", "PPLX")),
        ({"class": "<b>", "type": [], "addresstype": None}, ("S", "")),
    ],
)
def test_the_services_kinds_become_geonames_kinds(change: dict[str, Any], kind: tuple[str, str]) -> None:
    (row,) = parse_answer([{**WADI, **change}])
    assert (row.place.feature_class, row.place.feature_code) == kind


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(WADI)), inner, max_size=6),
    max_leaves=12,
)


@given(st.lists(_JSON, max_size=4), st.dictionaries(st.sampled_from(sorted(WADI)), _JSON, max_size=5))
@settings(deadline=None)
def test_no_answer_breaks_the_reader(rows: list[object], change: dict[str, object]) -> None:
    for row in parse_answer([*rows, {**WADI, **change}, WADI]):
        assert row.place.name
        assert row.place.radius_m > 0
        assert -90 <= row.place.lat <= 90


@pytest.mark.parametrize("name", ["", " \n", "\u202e\x00", "\ud800"])
def test_a_name_of_nothing_is_not_sent(name: str, online: Callable[..., OnlineSearch]) -> None:
    service = Service([WADI])
    assert online(service).find(name) == ()
    assert service.urls == []


def test_what_is_no_name_or_no_country_is_refused_unsent(online: Callable[..., OnlineSearch]) -> None:
    service = Service([WADI])
    with pytest.raises(OnlineRefusedError, match="Nothing was sent"):
        online(service).find("a" * 10_000)
    with pytest.raises(UnknownCountryError, match="such as LY"):
        online(service).find("Qqqzzzxw", country="Libya")
    assert service.urls == []


# The cache


def test_a_damaged_cache_is_begun_anew(online: Callable[..., OnlineSearch], tmp_path: Path) -> None:
    (tmp_path / "online.sqlite").write_bytes(b"this is no database, " * 100)
    service = Service([WADI])
    assert online(service).find("Qqqzzzxw") == online(service).find("Qqqzzzxw")
    assert len(service.urls) == 1


def test_an_answer_that_somebody_spoilt_is_asked_again(online: Callable[..., OnlineSearch], tmp_path: Path) -> None:
    service = Service([WADI])
    online(service).find("Qqqzzzxw")
    with sqlite3.connect(tmp_path / "online.sqlite") as connection:
        connection.execute("UPDATE answers SET answer = '[{'")
    connection.close()
    assert online(service).find("Qqqzzzxw")
    assert len(service.urls) == 2


def test_a_cache_that_cannot_be_written_is_told_before_anything_is_sent(
    online: Callable[..., OnlineSearch], tmp_path: Path
) -> None:
    service = Service([WADI])
    with pytest.raises(OnlineFailedError, match="free some space"):
        online(service, path=tmp_path / "nowhere" / "online.sqlite").find("Qqqzzzxw")
    assert service.urls == []


# The adapter


class _Page:
    """An open answer of a server."""

    def __init__(self, body: bytes) -> None:
        self.body, self.headers, self.is_closed = body, {}, False

    def read(self, most: int = -1) -> bytes:
        return self.body if most < 0 else self.body[:most]

    def getcode(self) -> int:
        return 200

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize(("size", "is_taken"), [(10, True), (999_998, True), (3_000_000, False)])
def test_the_adapter_reads_a_megabyte_at_most(size: int, is_taken: bool) -> None:
    adapter = BoundedAdapter(proxies={}, ssl_context=None)
    page = _Page(json.dumps("x" * size).encode())
    adapter.urlopen = lambda request, timeout: page
    if is_taken:
        assert len(adapter.get_json("https://x.example", timeout=1, headers={})) == size
    else:
        with pytest.raises(GeocoderParseError, match="longer than"):
            adapter.get_json("https://x.example", timeout=1, headers={})
    assert page.is_closed


# The command line, and who may ask


def _run(*words: str) -> Any:
    return CliRunner().invoke(cli, ["search", *words])


def test_search_online_is_misuse_while_it_is_off(own_home: Path) -> None:
    result = _run("Qqqzzzxw", "--online")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Searching online is off" in result.stderr


def test_search_online_writes_the_place_with_its_mark_and_attribution(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(own_home)
    monkeypatch.setattr(gazetteer.online, "BoundedAdapter", Service([WADI]).factory)
    result = _run("Qqqzzzxw", "--online", "--country", "ly", "--json")
    assert result.exit_code == 0
    (row, *_) = json.loads(result.stdout)
    assert (row["place_id"], row["tier"], row["country_code"]) == ("osm:n4711", "online", "LY")
    assert "OpenStreetMap contributors" in result.stderr


def test_a_name_that_the_gazetteer_holds_is_not_asked_online(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(own_home)
    service = Service([WADI])
    monkeypatch.setattr(gazetteer.online, "BoundedAdapter", service.factory)
    result = _run("Misurata", "--online", "--country", "LY")
    assert result.exit_code == 0
    assert "nothing was asked online" in result.stderr
    assert service.urls == []


def test_where_the_service_fails_the_gazetteers_rows_are_written_and_the_status_is_1(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(own_home)
    monkeypatch.setattr(gazetteer.online, "BoundedAdapter", Service(GeocoderTimedOut("slow")).factory)
    result = _run("Alasabaa", "--online", "--country", "LY")
    assert result.exit_code == 1
    assert "Asabaa" in result.stdout
    assert isinstance(result.exception, OnlineFailedError)


def test_nothing_but_a_search_online_asks_online(
    own_home: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gazetteer import geoparse, online

    allow(own_home)
    service = Service([WADI])
    monkeypatch.setattr(online, "BoundedAdapter", service.factory)
    assert gazetteer.lookup("Qqqzzzxw") == gazetteer.search("Qqqzzzxw") == ()
    geoparse("Fighting in Qqqzzzxw, Libya.", gazetteer, country="LY")
    assert _run("Qqqzzzxw").exit_code == 1
    assert service.urls == []
