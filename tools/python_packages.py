"""``.venv`` and the Python packages in it, with nothing but the standard library."""

import hashlib
import subprocess
import sys
import venv

from steps import ROOT, StepFailedError, run_step, say, venv_python

VENV = ROOT / ".venv"
BUNDLED_WHEELS = ROOT / "bundle" / "wheels"
RUNTIME = ("requirements.txt",)
DEVELOPMENT = ("requirements.txt", "requirements-dev.txt")
STAMPS = {RUNTIME: "runtime", DEVELOPMENT: "development"}


def _fingerprint(files: tuple[str, ...]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in (*files, "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _is_installed(files: tuple[str, ...]) -> bool:
    stamp = VENV / f"{STAMPS[files]}.stamp"
    return stamp.is_file() and stamp.read_text() == _fingerprint(files)


def install(files: tuple[str, ...]) -> None:
    """Create ``.venv`` and install the requirement files, unless exactly that is there already."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the script is started by whatever Python a user has
        raise StepFailedError(
            f"Dateline needs Python 3.11 or newer, this is {sys.version.split()[0]}.",
            "Start it with a newer one: python3.11 tools/setup.py run",
        )
    if _is_installed(files) or _is_installed(DEVELOPMENT):
        return
    if not venv_python().is_file():
        say("Creating .venv")
        try:
            venv.create(VENV, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise StepFailedError(
                f"Creating .venv failed: {error}",
                "On Debian and Ubuntu: apt-get install python3-venv. Then try again.",
            ) from error
    say(f"Installing {' and '.join(files)} (a few minutes the first time)")
    command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if BUNDLED_WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(BUNDLED_WHEELS)]
    for name in files:
        command += ["-r", name]
    run_step(
        [*command, "-c", "constraints.txt"],
        "Installing the Python packages",
        "Check the network (or the proxy) and try again; what is installed already is kept.",
    )
    say("Preparing fonts for the briefing")
    run_step(
        [str(venv_python()), "-c", "import matplotlib.font_manager"],
        "Building the font list",
        "Delete .venv and try again.",
    )
    (VENV / f"{STAMPS[files]}.stamp").write_text(_fingerprint(files))
