"""All events of a project in one order, found once for as long as the project stays as it is."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import numpy as np
import pyarrow as pa

from events.arrow_columns import plain_numbers
from events.flat import TYPES
from events.table_order import OrderBy, TableOrder
from gazetteer import fold

# Of a million events each takes 4 MB.
_MOST_KEPT = 6
# What numbers stand for "not known": no day, toll or share is as low.
_UNKNOWN = -(2**62)
_NUMBERS = {
    OrderBy.DATE: "date_start - DATE '1970-01-01'",
    OrderBy.PRECISION: "where_prec",
    OrderBy.KILLED: "killed_best",
    OrderBy.INJURED: "injured_best",
    # Confidences are compared to the millionth, as addresses write them.
    OrderBy.CONFIDENCE: "round(confidence * 1000000)",
    OrderBy.REVIEW: "needs_review",
}
_WORDS = {
    OrderBy.TYPE: "type",
    OrderBy.PLACE: "where_words",
    OrderBy.CLAIMANT: "claimed_by",
    OrderBy.SOURCE: "source",
}


class Rankings:
    """The orders of one arrangement of rows that were asked for last. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[TableOrder, np.ndarray] = OrderedDict()

    def get(self, order: TableOrder, make: Callable[[], np.ndarray]) -> np.ndarray:
        """Return positions in an order, made where it was not asked for lately."""
        with self._lock:
            if order not in self._kept:
                self._kept[order] = make()
            self._kept.move_to_end(order)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[order]


def ranking_sql(order: TableOrder) -> str:
    """Return what `ranked` asks the rows for, behind SELECT."""
    if order.by in _NUMBERS:
        return f"({_NUMBERS[order.by]})::BIGINT AS key"
    # The same few words stand in many rows: each is sent once.
    return f"{_WORDS[order.by]} AS key"


def ranked(keys: pa.ChunkedArray, position: np.ndarray, order: TableOrder) -> np.ndarray:
    """Return positions in an order.

    Parameters
    ----------
    keys
        What `ranking_sql` asks for, of each row.
    position
        The position of each of these rows, each once, from 0.
    """
    numbers = plain_numbers(keys, _UNKNOWN) if order.by in _NUMBERS else _word_ranks(keys, order.by)
    key = np.empty(len(numbers), dtype=np.int64)
    key[position] = numbers
    known = np.flatnonzero(key != _UNKNOWN)
    # A stable sort, of what is turned round: alike events keep the order of their positions both ways.
    turned = -key[known] if order.descending else key[known]
    found = known[np.argsort(turned, kind="stable")]
    return np.concatenate([found, np.flatnonzero(key == _UNKNOWN)]).astype(np.int32)


def _word_ranks(keys: pa.ChunkedArray, by: OrderBy) -> np.ndarray:
    """Return numbers that are in order as the words are, in whatever case and with or without accents; none for no words."""
    coded = keys.combine_chunks()
    coded = (coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded).dictionary_encode()
    words = [_words(value, by) for value in coded.dictionary.to_pylist()]
    rank = {word: number for number, word in enumerate(sorted({word for word in words if word}))}
    ranks = np.array([rank.get(word, _UNKNOWN) for word in words] + [_UNKNOWN], dtype=np.int64)
    found: np.ndarray = ranks[plain_numbers(coded.indices, -1)]
    return found


def _words(value: str | int | None, by: OrderBy) -> str:
    if value is None:
        return ""
    return TYPES[int(value)].value if by is OrderBy.TYPE else fold(str(value)) or str(value)
