"""``python -m geo``: exports and the briefing sheet, of exactly the events that the filter lets through."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path

import click

from events import EventFilter, EventsError, filter_options, filter_words, open_project
from events.release import open_profile, release_secret
from gazetteer import GazetteerError, open_gazetteer
from geo.briefing import check_suffix, write_sheet
from geo.errors import GeoError, NothingToBriefError, UnknownFormatError, UnknownPaperError
from geo.export_command import counts_words, export_command, log_file, profile_option, say_written
from geo.release import compose_released, save_released
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
@profile_option
@click.option("--who", default="analyst", show_default=True, help="Who draws it, for the project's log.")
@filter_options
def brief_verb(
    out: Path,
    title: str,
    summary: str,
    paper: str,
    profile_name: str | None,
    who: str,
    event_filter: EventFilter,
    db: Path | None,
) -> None:
    """Draw the briefing sheet to OUT: .png, .svg or .pdf; by a release profile only what it lets through, with its markings."""
    check_suffix(out)
    profile = open_profile(profile_name) if profile_name is not None else None
    store = open_project(db)
    selection = store.select(event_filter)
    gazetteer = open_gazetteer(project=db)
    names = gazetteer.country_names()
    if not selection.events:
        raise NothingToBriefError(
            f"No event passes the filter ({filter_words(selection.filter, names)}), so there is nothing to brief. "
            "Widen the dates or leave out a filter."
        )
    now = dt.datetime.now(dt.UTC)
    options = SheetOptions(title=title, summary=summary, paper=paper, produced=now)
    log = partial(log_file, store, event_filter, selection.event_ids, who=who, name=out.name)
    if profile is not None:
        secret = release_secret(store, profile)
        done = compose_released(selection, profile, options, today=now.date(), gazetteer=gazetteer, secret=secret)
        save_released(done, out, log)
        say_written(len(done.found.events), out)
        click.echo(f"{profile.title}: {counts_words(selection, done.found)}", err=True)
        return
    view = build_view(selection, place_credits=gazetteer.attributions(), country_names=names)
    write_sheet(view, out, options, gazetteer)
    log(out, None)
    say_written(len(view.events), out)


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
