"""The bundle sets up and serves on a machine without any network."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.soak
# Inside a namespace that has loopback and nothing else: start, wait for the app, fetch page and map library, show what is out of reach.
_OFFLINE = """
ip link set lo up 2>/dev/null || ifconfig lo up
make run > run.log 2>&1 &
for _ in $(seq 600); do
  if curl --silent --fail --output /dev/null http://127.0.0.1:8733/_stcore/health; then break; fi
  sleep 0.5
done
curl --silent --fail --output /dev/null --write-out 'page %{http_code}\\n' http://127.0.0.1:8733/
curl --silent --fail --output /dev/null --write-out 'leaflet %{http_code}\\n' http://127.0.0.1:8733/app/static/vendor/leaflet/leaflet.js
curl --silent --max-time 5 --output /dev/null http://192.0.2.1/ && echo 'a network' || echo 'no network'
.venv/bin/python -m gazetteer search Misurata --country LY --limit 1
kill %1
"""


def _can_be_offline() -> bool:
    tools = all(map(shutil.which, ("unshare", "make", "curl", "ip")))
    return tools and subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _can_be_offline(), reason="this system gives nobody a namespace without a network")
def test_a_bundle_sets_up_serves_and_answers_with_no_network_at_all(tmp_path: Path) -> None:
    packed = subprocess.run(
        [sys.executable, "tools/setup.py", "bundle"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert packed.returncode == 0, packed.stdout[-2000:] + packed.stderr[-2000:]
    archive = next((ROOT / "dist").glob("dateline-bundle-*.tar.gz"))
    assert archive.stat().st_size < 350_000_000
    with tarfile.open(archive) as bundle:
        bundle.extractall(tmp_path, filter="data")
    folder = next(tmp_path.glob("dateline-bundle-*"))
    environment = {
        key: value for key, value in os.environ.items() if not key.lower().startswith(("pip_", "npm_", "uv_"))
    }
    environment |= {
        "HOME": str(tmp_path), "DATELINE_HOME": str(tmp_path / "home"), "PORT": "8733", "PIP_CONFIG_FILE": os.devnull,
        "PATH": os.environ["PATH"].replace(str(ROOT / ".venv" / "bin") + os.pathsep, ""),
    }  # fmt: skip
    done = subprocess.run(
        ["unshare", "-rn", "bash", "-c", _OFFLINE], cwd=folder, env=environment, capture_output=True, text=True,
        check=False, timeout=500,
    )  # fmt: skip
    log = (folder / "run.log").read_text(encoding="utf-8")
    assert "page 200\nleaflet 200\nno network\n" in done.stdout, done.stdout + done.stderr + log
    assert "LY" in done.stdout
    # The index came with the bundle: nobody waited for it to be built.
    assert "Dateline is at http://127.0.0.1:8733" in log
    assert "100%" not in log
