"""One archive from which ``make run`` sets up on a machine with no network at all."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from steps import ROOT, StepFailedError, run_step, say

WRITABLE = "Set DATELINE_HOME to a folder you may write to."
INDEX = ROOT / "bundle" / "index"

# Weights that only benchmarks read, on corpora that no air-gapped machine has, and pictures of what the bundle shows live: 8 MB.
_NOT_PACKED = re.compile(r"benchmarks/weights/|docs/[\w/-]*\.png$")


def _index_file(python: Path) -> Path:
    """Return where the place index of these sources is or will be."""
    command = [str(python), "-c", "import gazetteer, json; print(json.dumps(str(gazetteer.index_path())))"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepFailedError(f"The cache folder cannot be used: {done.stderr.strip()[-300:]}", WRITABLE)
    return Path(json.loads(done.stdout))


def unpack_index(python: Path) -> None:
    """Copy a bundled place index into the cache folder, where it is not there yet."""
    if not INDEX.is_dir():
        return
    target = _index_file(python)
    file = INDEX / target.name
    if file.is_file() and not target.exists():
        part = target.with_suffix(".part")
        shutil.copyfile(file, part)
        part.rename(target)


def write(python: Path) -> Path:
    """Write ``dist/dateline-bundle-….tar.gz``: the files of HEAD, wheels, browser libraries, place index.

    The wheels fit this machine's platform and Python version, which the name tells.
    """
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        raise StepFailedError("This folder is no git checkout.", "Run `make bundle` in a clone of the repository.")
    name = f"dateline-bundle-{sys.platform}-py{sys.version_info.major}{sys.version_info.minor}"
    target = ROOT / "dist" / f"{name}.tar.gz"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder) / "wheels"
        say("Collecting the wheels")
        command = [
            str(python),
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--disable-pip-version-check",
            "--wheel-dir",
            str(wheels),
        ]
        run_step(
            [*command, "-r", "requirements.txt", "-c", "constraints.txt"], "Collecting the wheels", "Check the network."
        )
        say("Packing")
        part = target.with_suffix(".part")
        with tarfile.open(part, "w:gz", compresslevel=9) as archive:
            for file in filter(None, tracked.stdout.split("\0")):
                if (ROOT / file).is_file() and _NOT_PACKED.match(file) is None:
                    archive.add(ROOT / file, f"{name}/{file}")
            archive.add(ROOT / "static" / "vendor", f"{name}/static/vendor")
            archive.add(wheels, f"{name}/bundle/wheels")
            index = _index_file(python)
            archive.add(index.resolve(), f"{name}/bundle/index/{index.name}")
        part.rename(target)
    return target
