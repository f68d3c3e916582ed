"""The formats that are known by their columns: each says what a row of it means."""

from collections.abc import Sequence

from events.datasets.formats import acled, gdelt, gtd, icews, plover, sigacts, timemap, ucdp, viina
from events.datasets.formats.form import Cells, Form

FORMS: tuple[Form, ...] = (
    ucdp.FORM, acled.FORM, gdelt.FORM, icews.FORM, viina.FORM, gtd.FORM, plover.FORM, timemap.FORM, sigacts.FORM,
)  # fmt: skip


def known_form(columns: Sequence[str], rows: Sequence[Cells]) -> Form | None:
    """Return the format of a table by its columns and first rows, None where it is none of these."""
    return next((form for form in FORMS if form.knows(columns, rows)), None)


def form_of(key: str) -> Form:
    """Return a format by what ``--as`` calls it.

    Raises
    ------
    KeyError
        If there is none.
    """
    return {form.key: form for form in FORMS}[key]


__all__ = ["FORMS", "Form", "form_of", "known_form"]
