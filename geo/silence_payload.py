"""Where reports are thin, as the browser's map draws it (static/explorer/silence.js reads it)."""

import datetime as dt
import hashlib

import numpy as np

from events import Silence, Telling
from geo.explorer_payload import pack

_EPOCH = dt.date(1970, 1, 1)
_TELLINGS = tuple(Telling)


def silence_payload(silence: Silence) -> tuple[str, bytes]:
    """Return it as bytes, and the token that names it: what says the same has the same name, whatever filter asked for it.

    Provinces are named by their codes (LY.58), as in `geo.columns_payload`; days are counted from 1970-01-01.
    """
    header = {
        "span": _days(silence.first, silence.last),
        "is_newest": silence.is_newest,
        "known": _days(*silence.known) if silence.known else None,
        "areas": [each.area for each in silence.areas],
        "tellings": [each.value for each in _TELLINGS],
    }
    arrays: dict[str, np.ndarray] = {
        "reports": np.array([each.reports for each in silence.areas], np.uint32),
        "usual": np.array([np.nan if each.usual is None else each.usual for each in silence.areas], np.float32),
        "telling": np.array([_TELLINGS.index(each.telling) for each in silence.areas], np.uint8),
        "week": np.array([(each.monday - _EPOCH).days for each in silence.weeks], np.int32),
        "week_reports": np.array([each.reports for each in silence.weeks], np.uint32),
        "week_usual": np.array([each.usual for each in silence.weeks], np.float32),
    }
    token = hashlib.blake2b(pack(header, arrays), digest_size=8).hexdigest()
    return token, pack({"token": token, **header}, arrays)


def _days(first: dt.date | None, last: dt.date | None) -> list[int] | None:
    return [(first - _EPOCH).days, (last - _EPOCH).days] if first and last else None
