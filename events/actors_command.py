"""``python -m events actors``: the project's list of actors, which goes before what a report's words alone would say."""

import datetime as dt
from pathlib import Path

import click

from events.actor_list import ActorList
from events.filter import EventFilter
from events.listed_actor import ActorKind, ListedActor
from events.options import project_option
from events.project import default_path, open_project
from gazetteer import json_line, open_world


@click.group("actors")
def actors_command() -> None:
    """List actors by their names, aliases, acronym, country and kind; reports read later go by the list, filters at once."""


@actors_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--history", is_flag=True, help="What was changed, when and by whom, the oldest first.")
@project_option
def list_actors(db: Path | None, *, as_json: bool, history: bool) -> None:
    """Print the listed actors, a line each: name, acronym, country, kind, aliases, events."""
    listed = ActorList(db or default_path())
    if history:
        for at, who, words in listed.history():
            click.echo(f"{at.isoformat()}\t{who}\t{words}")
        return
    actors = listed.all()
    query = open_project(db).query() if actors else None
    for actor in actors:
        told = len(query.ids(EventFilter(actors=(actor.name,)))) if query is not None else 0
        plain: dict[str, object] = {
            "name": actor.name, "acronym": actor.acronym, "country": actor.country, "kind": actor.kind.value,
            "aliases": list(actor.aliases), "events": told,
        }  # fmt: skip
        if as_json:
            click.echo(json_line(plain))
        else:
            cells = (
                actor.name,
                actor.acronym or "-",
                actor.country or "-",
                actor.kind.value,
                "|".join(actor.aliases) or "-",
            )
            click.echo("\t".join((*cells, str(told))))


@actors_command.command("add")
@click.argument("name")
@click.option("--alias", "aliases", multiple=True, help="Another name or spelling; may be given again.")
@click.option("--acronym", default="", help="Its acronym.")
@click.option("--country", default="", metavar="CC", help="Its country (ISO 3166-1, such as LY).")
@click.option("--kind", type=click.Choice([each.value for each in ActorKind]), default=ActorKind.OTHER.value)
@project_option
def add_actor(name: str, aliases: tuple[str, ...], acronym: str, country: str, kind: str, db: Path | None) -> None:
    """List an actor; the one of that name is changed where there is one."""
    code = open_world().country(country).country_code if country else ""
    actor = ListedActor(name=name, aliases=aliases, acronym=acronym, country=code, kind=ActorKind(kind))
    _writable(db).keep(actor, now=_now())
    _tell(f"{name} is listed.")


@actors_command.command("merge")
@click.argument("name")
@click.argument("other")
@project_option
def merge_actors(name: str, other: str, db: Path | None) -> None:
    """Make OTHER the same actor as NAME, which keeps its name."""
    _tell(f"{other} is {_writable(db).merge(name, other, now=_now()).name} from now on.")


@actors_command.command("rename")
@click.argument("name")
@click.argument("new")
@project_option
def rename_actor(name: str, new: str, db: Path | None) -> None:
    """Give an actor a NEW name; the old one stays a spelling of it."""
    _tell(f"{name} is called {_writable(db).rename(name, new, now=_now()).name} from now on.")


@actors_command.command("undo")
@project_option
def undo_actor(db: Path | None) -> None:
    """Take back the last change that stands."""
    click.echo(f"Taken back: {_writable(db).undo(now=_now())}.", err=True)


def _writable(db: Path | None) -> ActorList:
    return ActorList(open_project(db, writing=True).path, read_only=False)


def _tell(words: str) -> None:
    click.echo(f"{words} Take it back: python -m events actors undo", err=True)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
