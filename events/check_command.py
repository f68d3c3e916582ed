"""``python -m events check --export FILE``: what an exported file came from, by its hash, and whether the data have changed since."""

import sys
from pathlib import Path

import click

from events.export_log import has_changed, logged_exports, sha256_of
from events.filter_words import filter_words
from events.options import project_option
from events.project import open_project


@click.command("check")
@click.option(
    "--export", "file", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=True,
    help="A file that was exported from the project.",
)  # fmt: skip
@project_option
def check_command(file: Path, db: Path | None) -> None:
    """Say what an exported file came from: when, who, filter, profile, and whether the data have changed since."""
    store = open_project(db)
    found = logged_exports(store, sha256=sha256_of(file))
    if not found:
        click.echo(
            f"{store.name} has logged no export of exactly this file: it was changed since it was written, or comes from another project. "
            "Give that one with --project PATH.",
            err=True,
        )
        sys.exit(1)
    for each in found:
        withheld = f", {each.withheld:,} withheld" if each.withheld else ""
        click.echo(f"{each.name}\texported {each.at:%Y-%m-%d %H:%M} UTC by {each.who}")
        click.echo(f"filter\t{filter_words(each.filter)}")
        click.echo(f"profile\t{each.profile or 'none'}")
        click.echo(f"events\t{each.events:,}{withheld}")
        click.echo(f"sha256\t{each.sha256}")
        changed = has_changed(store, each)
        click.echo("since then\t" + ("the data have changed: export it anew." if changed else "the data are the same."))
