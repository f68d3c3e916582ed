"""Where a project keeps the originals of its reports: in a folder beside its file, by the hash of their bytes."""

from pathlib import Path


def originals_folder(project: Path, sha256: str) -> Path:
    """Return the folder in which an original lies, under its hash and the ending of its kind."""
    return project.with_suffix(".originals") / sha256[:2]


def erase_original(project: Path, sha256: str) -> None:
    """Erase an original of whatever kind, what an import that was killed left of it, and its folder where that is empty then.

    Raises
    ------
    OSError
        If a file is there and cannot be erased.
    """
    folder = originals_folder(project, sha256)
    for file in folder.glob(f"{sha256}*"):
        erase(file)
    for each in (folder, folder.parent):
        if each.is_dir() and not any(each.iterdir()):
            each.rmdir()


def erase(file: Path) -> None:
    """Write over a file and take it away; an editor that holds it open sees an empty one.

    Raises
    ------
    OSError
        If it is there and cannot be erased.
    """
    if not file.exists():
        return
    with file.open("r+b") as open_file:
        left = file.stat().st_size
        while left > 0:
            left -= open_file.write(bytes(min(left, 1 << 20)))
        open_file.flush()
        open_file.truncate(0)
    file.unlink(missing_ok=True)
