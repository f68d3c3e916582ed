"""Set up, run, test and pack Dateline with nothing but Python's standard library.

``make run`` is ``python tools/setup.py run``; on Windows, or without make, type the latter.
"""

import argparse
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import browser_libraries
import bundle
import chromium
from python_packages import DEVELOPMENT, RUNTIME, install
from steps import ROOT, StepFailedError, constraints, run_step, say, venv_program, venv_python

# How pip and npm say that a service did not answer.
UNREACHABLE = ("Connection", "ServiceError", "ENOTFOUND", "EAI_AGAIN", "endpoint", "audit error", "Max retries")
# How pip-audit says that it could not look.
UNCHECKED = "could not be audited"


def vendor(*, required: bool) -> None:
    """Copy the browser libraries; where that fails and they are not ``required``, say what is missing."""
    try:
        browser_libraries.copy(venv_python())
    except StepFailedError as error:
        if required:
            raise
        say(f"{error}\nDateline starts without its map: the map's place says what to do, everything else works.")


def test_tools() -> None:
    """Fetch what only the tests use from npm; where that fails, the accessibility tests are skipped."""
    try:
        browser_libraries.fetch_test_tools(venv_python())
    except StepFailedError as error:
        say(f"{error}\nThe accessibility tests are skipped, all others run.")


def build_index() -> None:
    """Build the place index, unless it is there."""
    bundle.unpack_index(venv_python())
    run_step(
        [str(venv_python()), "-m", "gazetteer", "build"],
        "Building the place index",
        "Check that there are 500 MB of free disk space; DATELINE_HOME moves the index elsewhere.",
    )


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StepFailedError(
                f"Port {port} is in use by another program.",
                f"Stop that one, or choose another port: PORT={port + 1} make run",
            ) from error


def _port() -> int:
    text = os.environ.get("PORT", "8501")
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise StepFailedError(
            f"PORT must be a number from 1 to 65535, got {text!r}.", "For example: PORT=8600 make run"
        )
    return int(text)


def run() -> None:
    """Set up what is missing and serve the app on this machine only."""
    port = _port()
    _check_port(port)
    install(RUNTIME)
    vendor(required=False)
    build_index()
    say(f"Dateline is at http://127.0.0.1:{port} (Ctrl+C stops it)")
    command = [str(venv_python()), "-m", "ui"]
    os.environ["PORT"] = str(port)
    if os.name == "posix":
        os.chdir(ROOT)
        os.execv(command[0], command)
    raise SystemExit(subprocess.call(command, cwd=ROOT))


def lint() -> None:
    """Run ruff, mypy, import-linter and deptry."""
    for words, command in (
        ("ruff (style)", ["ruff", "check", "."]),
        ("ruff (format)", ["ruff", "format", "--check", "."]),
        ("mypy (types)", ["mypy"]),
        ("import-linter (rooms)", ["lint-imports"]),
        ("deptry (dependencies)", ["deptry", "."]),
    ):
        run_step([venv_program(command[0]), *command[1:]], words, "Mend what it names above.")


def test() -> None:
    """Set up for development, check style and types, run every test."""
    install(DEVELOPMENT)
    vendor(required=False)
    test_tools()
    build_index()
    chromium.ensure()
    lint()
    run_step(
        [
            str(venv_python()),
            "-m",
            "pytest",
            *os.environ.get("PYTEST_ARGS", "-n 2 --dist loadfile --no-loadscope-reorder").split(),
        ],
        "The tests",
        "Read the failures above; one alone: .venv/bin/pytest -k NAME",
    )


def soak() -> None:
    """Set up for development and run the tests that take minutes: killed writers, ten megabytes, the bundle, axe."""
    install(DEVELOPMENT)
    vendor(required=False)
    test_tools()
    build_index()
    chromium.ensure()
    run_step([venv_program("pytest"), "-m", "soak", "tests"], "The long tests", "Read the failures above.")


def audit() -> None:
    """Ask the known-vulnerability services about our packages."""
    install(DEVELOPMENT)
    failed = []
    for name, command in (
        ("pip-audit", [venv_program("pip-audit"), "-r", "constraints.txt", "--no-deps", "--disable-pip"]),
        ("npm audit", [*browser_libraries.npm(venv_python()), "audit", "--omit=dev"]),
    ):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        output = done.stdout + done.stderr
        sys.stdout.write(output)
        unchecked = output.count(UNCHECKED)
        if done.returncode and any(mark in output for mark in UNREACHABLE):
            say(f"{name}: its service is out of reach, nothing was checked. Try again with a network.")
        elif done.returncode:
            failed.append(name)
        elif unchecked:
            say(
                f"{name}: {unchecked} packages could not be checked (their service does not answer for them); no known vulnerability in the others."
            )
        else:
            say(f"{name}: no known vulnerability.")
    if failed:
        raise StepFailedError(f"{' and '.join(failed)} found something.", "Raise the versions it names.")


def _bench(*modules: str, options: Sequence[str] = ()) -> None:
    """Run benchmarks with the rivals, which live in a folder of their own."""
    install(DEVELOPMENT)
    vendor(required=False)
    build_index()
    chromium.ensure()
    rivals = _installed_apart(".bench", "benchmarks/requirements.txt", "the rivals")
    for module in modules:
        run_step(
            [str(venv_python()), "-m", module, *options],
            "The benchmarks",
            "Read the message above.",
            env={"PYTHONPATH": str(rivals)},
        )


def _installed_apart(name: str, requirements: str, what: str) -> Path:
    """Install packages that the product does not need into a folder of their own, and return it."""
    folder = ROOT / name
    wanted = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    stamp = folder / "installed.stamp"
    if not stamp.is_file() or stamp.read_text() != wanted:
        say(f"Installing {what}")
        command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
        run_step(
            [*command, "--target", str(folder), "-r", requirements],
            f"Installing {what}",
            "Check the network and try again.",
        )
        stamp.write_text(wanted)
    return folder


def _bench_args() -> list[str]:
    return os.environ.get("BENCH_ARGS", "--write").split()


def bench() -> None:
    """Print the benchmarks' ratios against named rivals."""
    _bench("benchmarks")


def bench_explore() -> None:
    """Measure the Explore page beside its rivals up to a million events, and write benchmarks/RESULTS.md; BENCH_ARGS gives other options."""
    _bench("benchmarks.explore", options=_bench_args())


def bench_events() -> None:
    """Score the reading of reports beside its rivals, and write benchmarks/RESULTS.md; BENCH_ARGS gives other options."""
    _bench("benchmarks.reports", options=_bench_args())


def bench_store() -> None:
    """Measure event data taken in beside DuckDB's counts and files of a million events beside geopandas, and write benchmarks/RESULTS.md; BENCH_ARGS gives other options."""
    _bench("benchmarks.imports", "benchmarks.store", options=_bench_args())


def pictures() -> None:
    """Take the README's pictures of Explore anew, of the sample project and of generated events."""
    _bench("benchmarks.pictures")


def train() -> None:
    """Train the weights that are shipped, and those of each fold, on the corpora in ../shared: places first, then where events were and of which kind."""
    install(DEVELOPMENT)
    build_index()
    tools = _installed_apart(".train", "tools/train_requirements.txt", "the trainer")
    folds = ((), ("--without", "lgl"), ("--without", "geowebnews"))
    # How sure to be of a place is learned from what the folds' weights make of the corpora that they never saw.
    places = [(script, *fold) for script in ("tools/train_weights.py", "tools/train_sureness.py") for fold in folds]
    told = [("tools/train_told_places.py", *fold) for fold in ((), ("--folds",))]
    where = [("tools/train_where.py",), ("tools/train_where_names.py",), *told]
    for script in (*places, *where, ("tools/train_type.py",)):
        run_step(
            [str(venv_python()), *script],
            "The training",
            "Read the message above.",
            env={"PYTHONPATH": str(tools)},
        )


def gazetteer_data() -> None:
    """Rebuild the committed gazetteer data from its sources."""
    install(DEVELOPMENT)
    run_step([str(venv_python()), "tools/build_gazetteer.py"], "Building the gazetteer data", "Read the message above.")


def pack() -> None:
    """Write one archive from which ``make run`` sets up with no network."""
    install(RUNTIME)
    vendor(required=True)
    build_index()
    say(f"Written: {bundle.write(venv_python())}")


def libraries() -> None:
    """Copy the browser libraries into ``static/vendor``."""
    install(RUNTIME)
    vendor(required=True)


def check_style() -> None:
    """Set up for development and check style, types, rooms and dependencies."""
    install(DEVELOPMENT)
    lint()


def pin() -> None:
    """Write ``constraints.txt`` anew from the requirement files."""
    constraints(DEVELOPMENT)


VERBS: dict[str, Callable[[], None]] = {
    "run": run,
    "test": test,
    "vendor": libraries,
    "lint": check_style,
    "soak": soak,
    "audit": audit,
    "bench": bench,
    "bench-explore": bench_explore,
    "bench-events": bench_events,
    "bench-store": bench_store,
    "pictures": pictures,
    "train": train,
    "bundle": pack,
    "gazetteer-data": gazetteer_data,
    "constraints": pin,
}


def main() -> int:
    """Run the verb; a failed step says which and what to do, and gives exit status 1."""
    parser = argparse.ArgumentParser(description="Set up, run, test and pack Dateline.")
    parser.add_argument("verb", choices=sorted(VERBS))
    try:
        VERBS[parser.parse_args().verb]()
    except StepFailedError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
