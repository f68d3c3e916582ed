"""Find Chromium for the browser tests; where it is missing, get it or say how."""

import os
import shutil
import subprocess

from steps import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    chosen = os.environ.get("DATELINE_CHROMIUM")
    if chosen:
        return chosen
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> None:
    """Install Chromium by apt where that is possible; otherwise one line says how to get it."""
    if find():
        return
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium for the browser tests (apt-get)")
        for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-noto-core"]):
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL)
    if not find():
        say("No Chromium here, so the browser tests are skipped: apt-get install chromium, or set DATELINE_CHROMIUM.")
