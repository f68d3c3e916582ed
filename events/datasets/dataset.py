"""What a file of events is: whose, which version, under which licence, how to cite it; and what an import did with it."""

import hashlib
from dataclasses import dataclass, replace

from events.report_list import DATASET


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset as one file holds it.

    ``name`` goes into the ids of its events: an import of another file, or version, under the same name knows them again.
    ``file`` is the file's name, ``form`` its format's; ``licence``, ``citation`` and ``url`` travel with its events.
    """

    name: str
    version: str = ""
    licence: str = ""
    citation: str = ""
    url: str = ""
    file: str = ""
    form: str = "table"

    @property
    def report_id(self) -> str:
        """The id of what stands in for the report of this file's events: deleting it undoes the import."""
        key = f"{self.name}\x1f{self.file}".encode(errors="surrogatepass")
        return f"{DATASET}{hashlib.blake2b(key, digest_size=8).hexdigest()}"

    @property
    def title(self) -> str:
        """The file and the dataset, in words."""
        name = f"{self.name} {self.version}".strip()
        return f"{self.file} ({name})" if self.file else name

    @property
    def words(self) -> str:
        """What the dataset's report says: there is no other text."""
        parts = (
            f"Events of {self.title}, imported.", self.citation, f"Licence: {self.licence}" if self.licence else "", self.url,
        )  # fmt: skip
        return "\n".join(filter(None, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of the rows of an import: each that was read is counted once among stored, updated, unchanged, rejected.

    ``kept`` says how many of the unchanged would have changed, but that a person decided about them; ``back`` how many events an
    earlier import of the same file had left that was undone: they came back first. ``elsewhere`` are those of the updated that came
    with another file: undoing this import leaves them as it made them.
    """

    report_id: str
    stored: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    kept: int = 0
    back: int = 0
    elsewhere: int = 0

    @property
    def read(self) -> int:
        """How many rows were read."""
        return self.stored + self.updated + self.unchanged + self.rejected

    def plus(self, **numbers: int) -> "Summary":
        """Return the summary with more of each.

        Examples
        --------
        >>> Summary(report_id="data-1", stored=2).plus(stored=1, rejected=4).read
        7
        """
        return replace(self, **{name: getattr(self, name) + number for name, number in numbers.items()})
