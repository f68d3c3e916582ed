"""Whether this user allows a search online, and how the service is to know who asks: off unless switched on."""

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from gazetteer.errors import OnlineRefusedError
from gazetteer.home import data_dir

DEFAULT_SERVICE = "nominatim.openstreetmap.org"
_ON, _OFF = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})
_SERVICE = re.compile(
    r"(?:(https?)://)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:/[a-z0-9._~/-]*)?)", re.IGNORECASE
)
# A mail address or a web page, in characters that an HTTP header can carry.
_CONTACT = re.compile(r"[!-~]+@[!-~]+\.[!-~]+|https?://[!-~]+")
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineSettings:
    """An allowed search online: whom the service may write to, its domain, and whether it speaks https or http."""

    contact: str
    service: str = DEFAULT_SERVICE
    scheme: str = "https"


def settings_path() -> Path:
    """Return where the user's settings file is or would be."""
    return data_dir() / "settings.toml"


def read_online_settings() -> OnlineSettings:
    """Return the user's settings for searches online, from ``settings.toml`` in the data folder and the environment.

    The file has a table ``[online]`` with ``enabled = true``, ``contact`` (a mail address or web page) and, for a
    Nominatim of one's own, ``service``. ``DATELINE_ONLINE`` and ``DATELINE_CONTACT`` go before the file.

    Raises
    ------
    OnlineRefusedError
        If searching online is off, no contact is given, or the settings cannot be read; the message says what to write.
    """
    table = _read_table(settings_path())
    service, contact = table.get("service", DEFAULT_SERVICE), os.environ.get("DATELINE_CONTACT") or table.get("contact")
    if not _is_on(table):
        raise OnlineRefusedError(
            f"Searching online is off: it would send the name you search for to {service!s:.80}. To allow it, set "
            f"DATELINE_ONLINE=1 and DATELINE_CONTACT to your mail address, or write into {settings_path()}:\n"
            '[online]\nenabled = true\ncontact = "your mail address"'
        )
    if not isinstance(contact, str) or len(contact) > _LONGEST or not _CONTACT.fullmatch(contact.strip()):
        raise OnlineRefusedError(
            "Searching online needs a contact, a mail address or a web page: Nominatim's usage policy demands that whoever "
            f"asks says who they are. Set contact under [online] in {settings_path()}, or DATELINE_CONTACT."
        )
    match = _SERVICE.fullmatch(service.strip()) if isinstance(service, str) and len(service) <= _LONGEST else None
    if match is None:
        raise OnlineRefusedError(
            f"service in {settings_path()} must be a domain such as {DEFAULT_SERVICE}, got {service!r:.80}"
        )
    return OnlineSettings(contact=contact.strip(), service=match[2].rstrip("/"), scheme=(match[1] or "https").lower())


def _read_table(path: Path) -> dict[str, object]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OnlineRefusedError(f"{path} cannot be read: {error}. Correct it, or delete it to start anew.") from error
    table = content.get("online", {})
    if not isinstance(table, dict):
        raise OnlineRefusedError(f"{path} must have a table [online], got online = {table!r:.80}")
    return table


def _is_on(table: dict[str, object]) -> bool:
    said = os.environ.get("DATELINE_ONLINE")
    if said is None:
        enabled = table.get("enabled", False)
        if not isinstance(enabled, bool):
            raise OnlineRefusedError(f"enabled in {settings_path()} must be true or false, got {enabled!r:.80}")
        return enabled
    if said.strip().lower() not in _ON | _OFF:
        raise OnlineRefusedError(f"DATELINE_ONLINE must be 1 (on) or 0 (off), got {said!r:.80}")
    return said.strip().lower() in _ON
