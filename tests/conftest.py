"""What every test shares: a home of its own, no network but loopback."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from gazetteer import Gazetteer, cache_dir, open_gazetteer


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the whole run an empty home folder that borrows the place index of the machine, built once by the set-up."""
    built = cache_dir()
    folder = tmp_path_factory.mktemp("home")
    (folder / "cache").mkdir()
    for file in built.glob("gazetteer*"):
        if file.suffix != ".lock":
            (folder / "cache" / file.name).symlink_to(file)
    before = os.environ.get("DATELINE_HOME")
    os.environ["DATELINE_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["DATELINE_HOME"]
    else:
        os.environ["DATELINE_HOME"] = before


@pytest.fixture(scope="session")
def gazetteer(home: Path) -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(autouse=True)
def loopback_only() -> None:
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
