"""The texts of a column's values: what `events.writers` makes of each value for JSON and CSV, of all at once."""

from collections.abc import Callable

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from events.arrow_columns import arrow_column, arrow_numbers, plain_numbers

_TURNING, _TURNING_BYTES = "[\u202a-\u202e\u2066-\u2069]", (b"\xe2\x80", b"\xe2\x81")
_CONTROLS = 32  # so many bytes are signs without a shape, which JSON escapes
# Python writes these numbers in its own way: with two digits behind the e.
_SMALLEST, _LARGEST = 1e-4, 1e16
_FORMULA = np.zeros(256, dtype=bool)
_FORMULA[list(b"=+-@\t\r")] = True
Encode = Callable[[pa.Array], pa.Array]


def json_values(values: pa.Array) -> pa.Array:
    """Return values as JSON."""
    kind = values.type
    if pa.types.is_string(kind):
        return pc.fill_null(joined('"', _escaped(values), '"'), "null")
    if pa.types.is_date(kind):
        return pc.fill_null(joined('"', values.cast(pa.string()), '"'), "null")
    if pa.types.is_floating(kind):
        return number_texts(plain_numbers(values, np.nan))
    return pc.fill_null(values.cast(pa.string()), "null")


def json_pieces(values: pa.Array) -> list[str | pa.Array]:
    """Return what stands one behind another for each of some texts as JSON."""
    return [json_values(values)] if values.null_count else ['"', _escaped(values), '"']


def csv_cells(values: pa.Array) -> pa.Array:
    """Return values as cells of CSV that no spreadsheet takes for a formula."""
    return joined(*pieces) if len(pieces := csv_pieces(values)) > 1 else pieces[0]


def csv_pieces(values: pa.Array) -> list[pa.Array]:
    """Return what stands one behind another for each of some cells of CSV."""
    kind = values.type
    if pa.types.is_string(kind):
        return _quoted(_safe(pc.fill_null(values, "") if values.null_count else values))
    if pa.types.is_boolean(kind):
        return [text_column([b"" if each is None else str(each).encode() for each in values.to_pylist()])]
    if pa.types.is_floating(kind):
        return [_python_numbers(values)]
    return [pc.fill_null(values.cast(pa.string()), "")]


def joined(*parts: str | pa.Array) -> pa.Array:
    """Return the texts of each row one behind another; a text stands in each row."""
    return pc.binary_join_element_wise(*(pa.scalar(each) if isinstance(each, str) else each for each in parts), "")


def letters_of(texts: pa.Array) -> memoryview:
    """Return texts one behind another, without copying them."""
    at, data = _ends(texts), texts.buffers()[2]
    return memoryview(data)[at[0] : at[-1]] if data is not None else memoryview(b"")


def number_texts(numbers: np.ndarray) -> pa.Array:
    """Return numbers as JSON has them, NaN as null, all written at once."""
    if not len(numbers):
        return text_column([])
    text = orjson.dumps(np.ascontiguousarray(numbers), option=orjson.OPT_SERIALIZE_NUMPY)[1:-1]
    # Without splitting: the commas say where each ends.
    letters = np.frombuffer(text, dtype=np.uint8)
    commas = np.flatnonzero(letters == ord(","))
    ends = np.concatenate([[0], commas + 1 - np.arange(1, len(commas) + 1), [len(text) - len(commas)]])
    buffers = [None, pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(text.translate(None, b","))]
    return pa.Array.from_buffers(pa.string(), len(numbers), buffers)


def text_column(values: list[bytes]) -> pa.Array:
    """Return UTF-8 as texts."""
    return arrow_column(values, pa.string())


def _ends(texts: pa.Array) -> np.ndarray:
    """Return where each text begins among the letters, and where the last ends."""
    if not len(texts):
        return np.zeros(1, dtype=np.int32)
    return np.frombuffer(texts.buffers()[1], np.int32, texts.offset + len(texts) + 1)[texts.offset :]


def _escaped(texts: pa.Array) -> pa.Array:
    """Return texts as they stand between the quotes of JSON; what has a sign without a shape is written one by one."""
    letters = bytes(letters_of(texts))
    coded = np.frombuffer(letters, dtype=np.uint8)
    found = texts
    for sign in ("\\", '"'):
        if sign.encode() in letters:
            found = _replaced(found, sign, "\\" + sign)
    if not len(coded) or coded.min() >= _CONTROLS:
        return found
    has_control = np.zeros(len(texts), dtype=bool)
    at = _ends(texts)
    has_control[np.searchsorted(at - at[0], np.flatnonzero(coded < _CONTROLS), side="right") - 1] = True
    mask = arrow_numbers(has_control)
    return pc.replace_with_mask(
        found, mask, text_column([orjson.dumps(each)[1:-1] for each in texts.filter(mask).to_pylist()])
    )


def _replaced(texts: pa.Array, sign: str, other: str) -> pa.Array:
    """Return texts with a sign replaced; only those that have it are looked at closely."""
    mask = pc.match_substring(texts, sign)
    return pc.replace_with_mask(texts, mask, pc.replace_substring(texts.filter(mask), sign, other))


def _safe(texts: pa.Array) -> pa.Array:
    """Return texts as `events.writers.safe_cell` makes them."""
    letters = bytes(letters_of(texts))
    if any(each in letters for each in _TURNING_BYTES):
        texts = pc.replace_substring_regex(texts, _TURNING, "")
    if b"\n" in letters:
        texts = _replaced(texts, "\n", " ")
    at, coded = _ends(texts), np.frombuffer(letters_of(texts), dtype=np.uint8)
    if not len(coded):
        return texts
    first = coded[np.minimum(at[:-1] - at[0], len(coded) - 1)]
    formula = _FORMULA[first] & (at[1:] > at[:-1])
    if not formula.any():
        return texts
    mask = arrow_numbers(formula)
    return pc.replace_with_mask(texts, mask, joined("'", texts.filter(mask)))


def _quoted(texts: pa.Array) -> list[pa.Array]:
    """Return texts between quotes where CSV asks for them: the quote, the text and the quote."""
    letters = bytes(letters_of(texts))
    found = [pc.match_substring(texts, sign) for sign in (",", '"', "\r") if sign.encode() in letters]
    if not found:
        return [texts]
    if b'"' in letters:
        texts = _replaced(texts, '"', '""')
    needed = found[0]
    for each in found[1:]:
        needed = pc.or_(needed, each)
    mark = text_column([b"", b'"']).take(needed.cast(pa.uint8()))
    return [mark, texts, mark]


def _python_numbers(values: pa.Array) -> pa.Array:
    """Return numbers as Python writes them, null as nothing."""
    plain = plain_numbers(values, np.nan)
    size = np.abs(plain)
    odd = ((size < _SMALLEST) & (size > 0)) | (size >= _LARGEST) | np.isnan(plain)
    texts = number_texts(plain)
    if not odd.any():
        return texts
    own = [b"" if number != number else repr(number).encode() for number in plain[odd].tolist()]
    return pc.replace_with_mask(texts, arrow_numbers(odd), text_column(own))
