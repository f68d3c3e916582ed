"""The filter as the page's address has it, read with every mercy and written short."""

from events import FILTER_NAMES, BadFilterError, EventFilter, filter_from_params, filter_to_params
from ui.page_address import want


def read_address(addressed: dict[str, str]) -> tuple[EventFilter, list[str]]:
    """Return the filter that an address describes, and in words what could not be read and is left out."""
    kept: dict[str, str] = {}
    refused = []
    for name, value in addressed.items():
        try:
            filter_from_params({name: value})
            kept[name] = value
        except BadFilterError as error:
            refused.append(f"A part of this page's address was not understood and is left out: {error}")
    # Each of them can be read, so what is wrong is the order of two; the fields would say so and swap them too.
    for low, high in (("from-date", "to-date"), ("min-killed", "max-killed")):
        pair = {name: kept[name] for name in (low, high) if name in kept}
        try:
            filter_from_params(pair)
        except BadFilterError:
            kept[low], kept[high] = kept[high], kept[low]
            refused.append(f"In this page's address {low} and {high} stood the wrong way round: they are swapped.")
    return filter_from_params(kept), refused


def write_address(event_filter: EventFilter) -> None:
    """Have the address say the filter; what is empty leaves it, other names stay."""
    wanted = filter_to_params(event_filter)
    for name in FILTER_NAMES:
        want(name, wanted.get(name, ""))
