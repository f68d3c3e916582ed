"""A place of one's own turns out to be a listed one, or gets another id: what becomes of it and of what lies in it."""

from collections.abc import Iterable
from dataclasses import replace

from gazetteer.own_row import OwnPlace
from gazetteer.place import Place


def merged_into(own: OwnPlace, listed: Place, *, earlier: OwnPlace | None = None) -> OwnPlace:
    """Return the user's entry for a listed place that takes over all names of a place of their own.

    The listed place keeps its name and its point; outline, P-code and note go over where it has none.

    Parameters
    ----------
    earlier
        What the user has already noted of the listed place.
    """
    names = (*(earlier.aliases if earlier else ()), own.place.name, *own.aliases)
    notes = dict.fromkeys(filter(None, (earlier.note if earlier else "", own.note)))
    return OwnPlace(
        place=listed,
        aliases=tuple(name for name in dict.fromkeys(names) if name != listed.name),
        outline=earlier.outline if earlier and earlier.outline is not None else own.outline,
        pcode=(earlier.pcode if earlier else "") or own.pcode,
        note=" ".join(notes),
    )


def moved_children(owned: Iterable[OwnPlace], parent_id: str, *, to: str | None) -> tuple[OwnPlace, ...]:
    """Return the places that lie in one whose id goes away, put into another; ``to`` None: into none."""
    return tuple(
        replace(own, place=replace(own.place, parent_id=to)) for own in owned if own.place.parent_id == parent_id
    )
