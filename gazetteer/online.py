"""Search a name online where the user allows it: OpenStreetMap's Nominatim, asked through geopy.

Off by default (see :func:`gazetteer.online_settings.read_online_settings`) and never used by ``lookup``, ``resolve`` or
``geoparse``: only :func:`search_online` and ``python -m gazetteer search --online`` send a name, and a country's code, out
of the machine. The answers are OpenStreetMap data under the ODbL: whoever shows them shows :data:`ATTRIBUTION`, and they are
never merged into the gazetteer's files.
"""

import time
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from http.client import HTTPException
from pathlib import Path
from typing import Any

from geopy.adapters import BaseSyncAdapter, URLLibAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from gazetteer.errors import OnlineFailedError, OnlineRefusedError, UnknownCountryError
from gazetteer.home import cache_dir, product_version
from gazetteer.online_answers import MOST_ROWS, clean_text, keep_rows, online_candidates, parse_answer
from gazetteer.online_cache import AnswerCache
from gazetteer.online_settings import OnlineSettings, read_online_settings
from gazetteer.place import Candidate

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0 (https://www.openstreetmap.org/copyright), found with Nominatim"
# Nominatim's usage policy: at most one request a second, whoever of the application's users asks.
_SECONDS_BETWEEN = 1.0
_TIMEOUT_S = 10.0
_MOST_BYTES = 1_000_000
_LONGEST_NAME = 200
AdapterFactory = Callable[..., BaseSyncAdapter]


def search_online(
    query: str, *, country: str | None = None, limit: int = 5, adapter_factory: AdapterFactory | None = None
) -> tuple[Candidate, ...]:
    """Return the places that Nominatim finds by a name, in its order; where this user allows searching online.

    Parameters
    ----------
    query
        A name, in any script. It is sent to the service, unless it was asked before: answers are kept.
    country
        ISO 3166-1 alpha-2 code; only places of this country.
    adapter_factory
        geopy's seam: what makes the requests; None asks over the network.

    Returns
    -------
    tuple of Candidate
        ``tier`` is ``Tier.ONLINE``, ``place_id`` begins with "osm:", and the reasons say where it was found. Empty where
        the service knows no such place. Show :data:`ATTRIBUTION` with them.

    Raises
    ------
    OnlineRefusedError
        If searching online is off, no contact is given, or the query is too long for a name.
    OnlineFailedError
        If the service cannot be reached, refuses, or gives an answer that cannot be read.
    UnknownCountryError
        If ``country`` is not two letters.
    """
    settings = read_online_settings()
    search = _search(settings, cache_dir() / "online.sqlite", adapter_factory or BoundedAdapter)
    return search.find(query, country=country, limit=limit)


@lru_cache(maxsize=4)
def _search(settings: OnlineSettings, path: Path, adapter_factory: AdapterFactory) -> "OnlineSearch":
    """Return one search for all calls of a process, so that they share its pace."""
    return OnlineSearch(settings, AnswerCache(path), adapter_factory=adapter_factory)


class OnlineSearch:
    """Nominatim with the user's identification, one request a second, and every answer kept."""

    def __init__(
        self,
        settings: OnlineSettings,
        cache: AnswerCache,
        *,
        adapter_factory: AdapterFactory,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._service, self._cache = settings.service, cache
        self._nominatim = _Unparsed(
            domain=settings.service,
            scheme=settings.scheme,
            user_agent=f"Dateline/{product_version()} ({settings.contact})",
            timeout=_TIMEOUT_S,
            adapter_factory=adapter_factory,
        )
        self._limiter = _Limiter(self._ask_now, clock, sleep)

    def find(self, query: str, *, country: str | None = None, limit: int = 5) -> tuple[Candidate, ...]:
        """Return places by a name; see :func:`search_online`."""
        if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise UnknownCountryError(
                f"{country!r:.40} is no country code. Expected two letters, such as LY for Libya."
            )
        if len(query) > _LONGEST_NAME:
            raise OnlineRefusedError(
                f"A name has at most {_LONGEST_NAME} characters, got {len(query):,}. Nothing was sent; search one name at a time."
            )
        name, code = clean_text(query), country.upper() if country else ""
        if not name or limit < 1:
            return ()
        key = (self._service, name.casefold(), code)
        kept = self._cache.answer(*key)
        if not isinstance(kept, list):
            kept = self._ask(name, code)
            self._cache.keep(*key, kept)
        return online_candidates(parse_answer(kept), name, country=code or None)[:limit]

    def _ask(self, name: str, code: str) -> list[dict[str, object]]:
        self._limiter.heed(self._cache.seconds_since_request(self._service))
        try:
            return keep_rows(self._limiter(name, code))
        except (GeopyError, RecursionError, ValueError) as error:
            raise OnlineFailedError(
                f"{_told(error, self._service)} What the gazetteer at hand holds is found without searching online."
            ) from error

    def _ask_now(self, name: str, code: str) -> Any:
        self._cache.note_request(self._service)
        return self._nominatim.geocode(
            name,
            exactly_one=False,
            limit=MOST_ROWS,
            country_codes=[code.lower()] if code else None,
            language="en",
            addressdetails=True,
        )


class BoundedAdapter(URLLibAdapter):  # type: ignore[misc] # geopy has no types
    """geopy's adapter over urllib that reads no more than a megabyte."""

    def _decode_page(self, page: Any) -> str:
        try:
            with closing(page):
                body: bytes = page.read(_MOST_BYTES + 1)
        except (OSError, HTTPException) as error:
            raise GeocoderServiceError("the answer broke off") from error
        if len(body) > _MOST_BYTES:
            raise GeocoderParseError(f"the answer is longer than {_MOST_BYTES:,} bytes")
        return body.decode("utf-8", "replace")


class _Unparsed(Nominatim):  # type: ignore[misc] # geopy has no types
    """Nominatim whose answers are handed on as they are: geopy would lose all rows for one that is bad."""

    def _parse_json(self, places: object, exactly_one: bool) -> object:  # noqa: ARG002 - geopy's interface
        return places


class _Limiter(RateLimiter):  # type: ignore[misc] # geopy has no types
    """geopy's rate limiter, aware of what other processes asked; a failure is told at once, never tried again."""

    def __init__(
        self, ask: Callable[[str, str], Any], clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        super().__init__(ask, min_delay_seconds=_SECONDS_BETWEEN, max_retries=0, swallow_exceptions=False)
        self._now, self._wait = clock, sleep
        self._last_call: float | None = None

    def heed(self, seconds_since: float | None) -> None:
        """Take into account how long ago some process asked."""
        if seconds_since is not None and seconds_since < _SECONDS_BETWEEN:
            with self._lock:
                self._last_call = max(self._last_call or 0.0, self._clock() - seconds_since)

    def _clock(self) -> float:
        return self._now()

    def _sleep(self, seconds: float) -> None:
        self._wait(seconds)


def _told(error: Exception, service: str) -> str:
    """Return what went wrong and what to do, without the words of the service: they are a stranger's."""
    if isinstance(error, GeocoderTimedOut):
        return f"{service} did not answer within {_TIMEOUT_S:.0f} seconds. Try again later."
    if isinstance(error, GeocoderQuotaExceeded):
        return f"{service} says that it was asked too often. Wait some minutes, then search fewer names."
    if isinstance(error, (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges)):
        return f"{service} refused to answer. See whether your contact is right and its usage policy allows your use."
    if isinstance(error, (GeocoderParseError, RecursionError, ValueError)):
        return (
            f"{service} gave an answer that cannot be read. See whether it is a Nominatim service, or try again later."
        )
    return f"{service} could not be reached. See whether there is a network, or try again later."
