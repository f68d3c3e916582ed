"""What keeps a count from being a toll of its own: part of another count, denied, planned, or only possible."""

import re

from events.counts import Count
from events.toll_words import AMONG_AFTER, DENIED, NOT_SO, RELATIVE, SUBSET, WHETHER


def is_part_or_denied(text: str, count: Count) -> bool:
    """Say whether a count is part of another, or of what is denied."""
    return is_part(text, count) or is_denied(text, count.start)


def is_part(text: str, count: Count) -> bool:
    """Say whether a count is part of another: "including two children", "four of the wounded"."""
    before = text[max(0, count.start - 80) : count.start]
    is_none = re.search(r"\bno\s+$", before, re.IGNORECASE) is not None
    return is_none or SUBSET.search(before) is not None or AMONG_AFTER.match(text, count.end) is not None


def is_denied(text: str, at: int) -> bool:
    """Say whether what stands at a place of a text is denied, or asked: "whether the mayor was killed"."""
    before = text[max(0, at - 180) : at]
    denied = DENIED.search(before)
    if WHETHER.search(before):
        return True
    return denied is not None and RELATIVE.search(denied["what"]) is None


def is_not_so(text: str, at: int) -> bool:
    """Say whether what befell somebody at a place of a text is denied, planned or only possible."""
    return NOT_SO.search(text[max(0, at - 60) : at]) is not None or is_denied(text, at)
