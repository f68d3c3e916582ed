"""README is true: verbs, filters and export formats that exist stand in it, and the other way round; examples of docs/ run."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import click
import pytest

from events.__main__ import cli as events_cli
from gazetteer.__main__ import cli as gazetteer_cli
from geo.__main__ import main as geo_cli

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
ROOMS = {"gazetteer": gazetteer_cli, "events": events_cli, "geo": geo_cli}


def _told(room: str) -> set[str]:
    lines = re.findall(rf"python -m {room} (.+)", README)
    return {verb for line in lines for verb in re.findall(r"(?:^|\| )([a-z]+)", line)}


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_each_verb_stands_in_the_readme_and_works(room: str) -> None:
    cli = ROOMS[room]
    assert isinstance(cli, click.Group)
    assert set(cli.commands) == _told(room)


@pytest.mark.parametrize("room", ["events", "geo"])
def test_each_filter_of_the_readme_is_an_option(room: str) -> None:
    line = re.search(r"Filters are the same everywhere.*?`(--from-date[^`]+)`", README, re.DOTALL)
    assert line
    verb = ROOMS[room].commands["list" if room == "events" else "export"]
    assert set(line[1].split()) <= {name for option in verb.params for name in option.opts}


_FENCE = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["own-recognizer.md"])
def test_the_examples_of_a_page_print_what_it_says(page: str, home: Path) -> None:
    blocks = _FENCE.findall((Path(__file__).parents[1] / "docs" / page).read_text(encoding="utf-8"))
    assert blocks
    known: dict[str, object] = {"__name__": "docs"}
    for number, (kind, code) in enumerate(blocks):
        if kind == "python":
            told = io.StringIO()
            with redirect_stdout(told):
                exec(compile(code, f"{page}, block {number + 1}", "exec"), known)
        else:
            assert told.getvalue() == code
