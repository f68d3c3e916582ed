"""``python -m events project``: a new project, what one holds, a copy of it, an archive to take elsewhere, and a project from one."""

from pathlib import Path

import click

from events.database import utc_now
from events.options import db_option
from events.project import open_project
from events.project_archive import archive_project
from events.project_facts import project_facts
from events.project_files import check_free, copy_project
from events.project_restore import restore_archive
from events.store import EventStore
from gazetteer import ProgressLine

_file = click.Path(path_type=Path, dir_okay=False)


@click.group("project")
def project_command() -> None:
    """Make, copy and archive projects; none of these writes over another project."""


@project_command.command()
@click.argument("file", type=_file)
def new(file: Path) -> None:
    """Make an empty project."""
    check_free(file)
    open_project(file, writing=True).close()
    click.echo(file)


@project_command.command()
@db_option
def info(db: Path | None) -> None:
    """Say what a project holds, a line each."""
    facts = project_facts(open_project(db))
    click.echo(f"name\t{facts.name}\nfile\t{facts.path}\nbytes\t{facts.size_bytes}")
    click.echo(f"reports\t{facts.reports}\nevents\t{facts.events}\ndeleted events\t{facts.deleted_events}")
    click.echo(f"entries of history\t{facts.entries}")
    for said, at in (("first entry", facts.first_entry), ("last entry", facts.last_entry)):
        click.echo(f"{said}\t{at.isoformat(timespec='seconds') if at else '-'}")
    click.echo(f"originals\t{facts.originals}\nbackups\t{facts.backups}")
    click.echo(f"version\t{facts.schema_version}\nseal\t{facts.seal or '-'}")


@project_command.command()
@click.argument("target", type=_file)
@db_option
def copy(target: Path, db: Path | None) -> None:
    """Copy a project with its originals to another name."""
    copy_project(open_project(db).path, target)
    click.echo(target)


@project_command.command()
@click.argument("out", type=_file)
@db_option
def archive(out: Path, db: Path | None) -> None:
    """Write a project to one file (ZIP) that opens on another machine: deleted reports and all history are in it."""
    store: EventStore = open_project(db)
    with ProgressLine() as progress:
        manifest = archive_project(store, out, now=utc_now(), on_progress=progress)
    click.echo(out)
    click.echo(
        f"{manifest.name}: {manifest.reports:,} reports, {manifest.events:,} events ({manifest.deleted_events:,} deleted), "
        f"{manifest.entries:,} entries of history, {len(manifest.files) - 1:,} files beside it",
        err=True,
    )


@project_command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("target", type=_file)
def restore(file: Path, target: Path) -> None:
    """Make a project of an archive under a new name, after each hash in it was compared."""
    with ProgressLine() as progress:
        manifest = restore_archive(file, target, on_progress=progress)
    click.echo(target)
    click.echo(
        f"{manifest.name} as it was on {manifest.made_at:%-d %B %Y, %H:%M} UTC: {manifest.reports:,} reports, {manifest.events:,} events",
        err=True,
    )
