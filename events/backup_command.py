"""``python -m events backup``: a backup of a project now, the list of them, and one put in the place of a damaged project."""

from pathlib import Path

import click

from events.backups import BY_HAND, list_backups, restore_backup
from events.database import utc_now
from events.errors import StoreBrokenError
from events.options import db_option
from events.project import default_path
from events.safekeeping import back_up


@click.command("backup")
@click.option("--list", "is_list", is_flag=True, help="List the backups, the newest first.")
@click.option("--restore", metavar="NAME", help="Put a backup in the project's place; what is there now is kept.")
@db_option
def backup_command(restore: str | None, db: Path | None, *, is_list: bool) -> None:
    """Back a project up, beside its file; Dateline does so by itself once a day when a changed project is opened to be changed."""
    project = db or default_path()
    if is_list:
        for each in list_backups(project):
            click.echo(f"{each.path.name}\t{each.at.isoformat(timespec='seconds')}\t{each.kind}\t{each.size_bytes}")
        return
    if restore is not None:
        found = next((each for each in list_backups(project) if each.path.name == Path(restore).name), None)
        if found is None:
            raise StoreBrokenError(
                f"{project.name} has no backup {restore!r}. The list: python -m events backup --list"
            )
        kept = restore_backup(project, found, at=utc_now())
        click.echo(f"{project}\tas it was on {found.at:%-d %B %Y, %H:%M} UTC")
        if kept is not None:
            click.echo(f"What was there is kept: {kept}", err=True)
        return
    if not project.is_file():
        raise StoreBrokenError(f"There is no project at {project} to back up. Give its file: --db PATH.")
    click.echo(back_up(project, now=utc_now(), kind=BY_HAND))
