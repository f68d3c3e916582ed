"""What every test shares: a home of its own, no network but loopback."""

import ast
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from gazetteer import Gazetteer, cache_dir, open_gazetteer

if find_spec("hypothesis"):
    from hypothesis import settings

    # The same examples in every run: a change is judged by what it changed. DATELINE_RANDOM=1 looks for new ones.
    settings.register_profile("same", derandomize=True, deadline=None)
    settings.register_profile("random", deadline=None)
    settings.load_profile("random" if os.environ.get("DATELINE_RANDOM") else "same")

# What requirements-dev.txt adds for tests; plain `pytest` after `pip install -r requirements.txt` runs the rest.
_EXTRAS = {name for name in ("hypothesis", "playwright", "pytest_socket") if find_spec(name) is None}
_LEFT_OUT: list[str] = []
_HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what imports a package that only development needs, a file or a folder by its conftest; say so in the end."""
    module = collection_path / "conftest.py" if collection_path.is_dir() else collection_path
    is_ours = _HERE in module.parents and module.suffix == ".py"
    if not _EXTRAS or not is_ours or module == _HERE / "conftest.py" or not module.is_file():
        return None
    if not _imported(module) & _EXTRAS:
        return None
    _LEFT_OUT.append(collection_path.name)
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests first: two workers that share out whole files must not find the longest files last."""
    items.sort(key=lambda item: "browser" not in item.path.parts)


def _imported(module: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    plain = {each.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for each in node.names}
    return plain | {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out."""
    if _LEFT_OUT:
        names = ", ".join(sorted(_LEFT_OUT))
        terminalreporter.write_line(f"Left out: {names}. For these too: pip install -r requirements-dev.txt")


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
    if "pytest_socket" in _EXTRAS:
        return
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
