"""Who may be asked for online tiles: what somebody at this machine agreed to, kept outside the projects, which strangers send."""

import json
import tempfile
from pathlib import Path

from gazetteer import data_dir
from geo.errors import BasemapFileError
from geo.online_tiles import OnlineTiles

_MOST = 500


class TilesConsent:
    """Which address of tiles this machine has agreed to for which project; another address is asked for anew."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or data_dir() / "online_tiles.json"

    def is_given(self, project: Path, tiles: OnlineTiles) -> bool:
        """Whether a project may show these tiles here."""
        return _key(project, tiles) in self._all()

    def give(self, project: Path, tiles: OnlineTiles) -> None:
        """Agree to a project's tiles.

        Raises
        ------
        BasemapFileError
            If that cannot be kept; nothing is agreed to then.
        """
        key = _key(project, tiles)
        self._keep([*(each for each in self._all() if each != key), key])

    def withdraw(self, project: Path, tiles: OnlineTiles) -> None:
        """Agree no more; raises as `give` does."""
        key = _key(project, tiles)
        kept = self._all()
        if key in kept:
            self._keep([each for each in kept if each != key])

    def _all(self) -> list[tuple[str, str]]:
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
            return [(str(project), str(template)) for project, template in said]
        except (OSError, ValueError, TypeError):  # what cannot be read agrees to nothing: it is asked again
            return []

    def _keep(self, agreed: list[tuple[str, str]]) -> None:
        try:
            with tempfile.NamedTemporaryFile(
                "w", dir=self._file.parent, suffix=".part", delete=False, encoding="utf-8"
            ) as part:
                json.dump(agreed[-_MOST:], part, ensure_ascii=False, indent=1)
            Path(part.name).replace(self._file)
        except OSError as error:
            raise BasemapFileError(
                f"Your answer cannot be kept in {self._file.parent} ({error.strerror}), so no tiles are asked for. "
                "Make room there or choose another folder (DATELINE_HOME), then agree again."
            ) from error


def _key(project: Path, tiles: OnlineTiles) -> tuple[str, str]:
    return str(project.resolve()), tiles.template
