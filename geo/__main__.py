"""``python -m geo``: exports and the briefing sheet, of exactly the events that the filter lets through."""

import datetime as dt
import sys
from pathlib import Path

import click

from events import EventFilter, EventsError, Selection, filter_options, filter_words, open_project
from gazetteer import GazetteerError, open_gazetteer
from geo.briefing import check_suffix, write_sheet
from geo.errors import GeoError, NothingToBriefError, UnknownFormatError, UnknownPaperError
from geo.export_command import export_command, say_written
from geo.sheet_options import SheetOptions
from geo.view import build_view

_FAILED, _MISUSED = 1, 2


@click.group()
def main() -> None:
    """Write maps, files and briefing sheets of the events in a project."""


main.add_command(export_command)


@main.command("brief")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", default="", help="Title of the sheet; drafted from the data where not given.")
@click.option("--summary", default="", help="One sentence below the title; drafted from the data where not given.")
@click.option("--paper", default="a4", show_default=True, help="a4, a3, letter or 16:9.")
@filter_options
def brief_verb(out: Path, title: str, summary: str, paper: str, event_filter: EventFilter, db: Path | None) -> None:
    """Draw the briefing sheet to OUT: .png, .svg or .pdf."""
    check_suffix(out)
    selection = _select(event_filter, db)
    gazetteer = open_gazetteer(project=db)
    names = gazetteer.country_names()
    if not selection.events:
        raise NothingToBriefError(
            f"No event passes the filter ({filter_words(selection.filter, names)}), so there is nothing to brief. "
            "Widen the dates or leave out a filter."
        )
    view = build_view(selection, place_credits=gazetteer.attributions(), country_names=names)
    options = SheetOptions(title=title, summary=summary, paper=paper, produced=dt.datetime.now(dt.UTC))
    write_sheet(view, out, options, gazetteer)
    say_written(len(view.events), out)


def _select(event_filter: EventFilter, db: Path | None) -> Selection:
    return open_project(db, writing=False).select(event_filter)


def run() -> int:
    """Run the command line; expected failures are one sentence on stderr, 1 where something failed, 2 where misused."""
    try:
        main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except (UnknownFormatError, UnknownPaperError) as error:
        click.echo(str(error), err=True)
        return _MISUSED
    except (GeoError, EventsError, GazetteerError) as error:
        click.echo(str(error), err=True)
        return _FAILED
    except OSError as error:
        click.echo(f"Cannot write the file: {error}. Free some space on the disk, or choose another folder.", err=True)
        return _FAILED
    return 0


if __name__ == "__main__":
    sys.exit(run())
