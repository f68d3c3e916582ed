"""``python -m events grade``: a person's Admiralty grade of a source or of what an event tells, and the way back."""

from pathlib import Path

import click

from events.errors import StoreReadOnlyError
from events.grades import CREDIBILITY, RELIABILITY, GradeBook
from events.options import db_option
from events.project import open_project

_LETTERS = "; ".join(f"{each} {words}" for each, words in RELIABILITY.items())
_FIGURES = "; ".join(f"{each} {words}" for each, words in CREDIBILITY.items())


@click.command("grade", epilog=f"Sources: {_LETTERS}. Information: {_FIGURES}.")
@click.argument("grade", required=False)
@click.option("--source", metavar="NAME", help="The source that gets a letter, A to F, in this project.")
@click.option("--event", "event_id", metavar="ID", help="The event whose information gets a figure, 1 to 6.")
@click.option("--why", default="", help="The reason, for the history.")
@click.option("--who", default="analyst", show_default=True, help="Who grades it.")
@click.option("--undo", is_flag=True, help="Take back the last grade, with --event the last one of that event.")
@db_option
def grade_command(
    grade: str | None, source: str | None, event_id: str | None, why: str, who: str, db: Path | None, *, undo: bool
) -> None:
    """Give a GRADE, "-" takes it away; without one, list all that was graded, the oldest entry first."""
    if grade is None and not undo:
        with open_project(db).reading() as connection:
            for each in GradeBook(connection).history():
                kind = "source" if each.is_source else "event"
                click.echo(f"{kind}\t{each.name}\t{each.grade or '-'}\t{each.at.isoformat()}\t{each.who}\t{each.why}")
        return
    if not undo and (source is None) == (event_id is None):
        raise click.UsageError("Say what is graded: --source NAME with a letter, or --event ID with a figure.")
    store = open_project(db, writing=True)
    if store.is_sample:
        raise StoreReadOnlyError("The sample project cannot be changed. Give a project of your own: --db PATH.")
    event = store.event(event_id) if event_id is not None else None
    said = "" if grade in {None, "-"} else str(grade)
    with store.writing() as connection:
        book = GradeBook(connection)
        if undo:
            click.echo(f"Taken back: {book.take_back(event, at=store.now(), who=who)}.", err=True)
        elif event is not None:
            book.grade_event(event, said, at=store.now(), who=who, why=why)
        else:
            book.grade_source(source or "", said, at=store.now(), who=who, why=why)
    if not undo:
        click.echo(f"{source or event_id}\t{said.upper() or '-'}")
