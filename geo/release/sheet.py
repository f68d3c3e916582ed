"""A briefing sheet that leaves by a profile: drawn of what the profile lets through, and checked in words and as a file."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from matplotlib.text import Text

from events import Selection
from events.release import Forbidden, Profile, Released, forbidden_in, released
from gazetteer import Gazetteer
from geo.basemap import boundary_disclaimer
from geo.briefing import check_suffix, compose_sheet, save_sheet
from geo.errors import NothingToBriefError
from geo.export import check_folder
from geo.release.piece import Piece
from geo.release.search import search
from geo.release.writing import leaving_selection, refuse, search_file
from geo.sheet_compose import Sheet
from geo.sheet_map import country_labels
from geo.sheet_options import SheetOptions, SheetRelease
from geo.view import EventView, build_view

# A window so small that every country is named.
_ALL_COUNTRIES_M = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedSheet:
    """A sheet whose words hold nothing that its profile forbids; ``found`` says what leaves and what is withheld."""

    sheet: Sheet
    view: EventView
    options: SheetOptions
    found: Released
    profile: Profile
    forbidden: Forbidden


def compose_released(
    selection: Selection, profile: Profile, options: SheetOptions, *, today: dt.date, gazetteer: Gazetteer, secret: bytes | None = None
) -> ReleasedSheet:  # fmt: skip
    """Draw the sheet of what a profile lets through, with its banner, its marks and what is withheld.

    Raises
    ------
    LeakError
        If its words say what the profile forbids, which a title, a summary or a producer that was typed may do.
    NothingToBriefError
        If nothing leaves.
    """
    found = released(selection.events, profile, today, gazetteer, secret)
    if not found.events:
        why = "; ".join(f"{number:,} {reason}" for reason, number in found.markings.withheld)
        raise NothingToBriefError(
            f"{profile.title}: none of {len(selection.events):,} events may leave ({why}), so there is nothing to brief. "
            "Widen the filter, or choose another profile."
        )
    leaving = leaving_selection(selection, found, profile)
    view = build_view(leaving, place_credits=gazetteer.attributions(), country_names=gazetteer.country_names())
    options = replace(
        options, handling=" · ".join(filter(None, (profile.banner, options.handling))),
        release=SheetRelease(
            portion=profile.portion, words=_words(found), is_coarse=profile.is_coarse, says_grades=profile.keeps_all
        ),
    )  # fmt: skip
    sheet = compose_sheet(view, options, gazetteer)
    furniture = [*gazetteer.country_names().values(), *(name for name, _, _ in country_labels(_ALL_COUNTRIES_M))]
    own = " ".join([*furniture, *view.credits, boundary_disclaimer(), sheet.frame.words])
    forbidden = forbidden_in(selection.events, found, profile, own)
    refuse(search(_texts(sheet), forbidden), profile)
    return ReleasedSheet(sheet=sheet, view=view, options=options, found=found, profile=profile, forbidden=forbidden)


def save_released(
    done: ReleasedSheet, path: Path, log: Callable[[Path, Released], object] = lambda _file, _found: None
) -> None:
    """Write the sheet, check the finished file, and only then put it at its destination; raises as `export_released`."""
    check_suffix(path)
    check_folder(path)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=path.parent) as folder:
        file = Path(folder) / path.name
        save_sheet(done.sheet, done.view, file, done.options)
        refuse(search_file(file, done.forbidden), done.profile)
        log(file, done.found)
        file.replace(path)


def _words(found: Released) -> str:
    """Say in a line how the sheet was released."""
    markings = found.markings
    why = "; ".join(f"{number:,} {reason}" for reason, number in markings.withheld)
    gone = f"{len(found.withheld):,} withheld ({why})" if found.withheld else "none withheld"
    return f"{markings.title}: places as {markings.places}; {gone}."


def _texts(sheet: Sheet) -> Iterator[Piece]:
    """Yield what is written on the sheet, word for word as it is drawn: a picture has no words that a check could read.

    All of it in one piece too, so that a name or a sentence that was broken into lines is found.
    """
    said = [found.get_text() for found in sheet.figure.findobj(Text) if found.get_text().strip()]
    for number, text in enumerate(said):
        yield Piece("the sheet's words", f"words {number}", "", text)
    yield Piece("the sheet's words", "all words", "", " ".join(said))
