"""Cells of a table that people open in a spreadsheet: no text of a stranger becomes a formula."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: where it begins like one, an apostrophe stands before it.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Misrata"), safe_cell("'Ayn Zara")
    ("'=1+1", 'Misrata', "'Ayn Zara")
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def open_cell(cell: str) -> str:
    """Return what `safe_cell` was given.

    Examples
    --------
    >>> open_cell("'=1+1"), open_cell("''=1+1"), open_cell("'Ayn Zara")
    ('=1+1', "'=1+1", "'Ayn Zara")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
