"""An entry of the project's log for a file that leaves, whoever writes it: the command line and the pages."""

from collections.abc import Sequence
from pathlib import Path

from events import EventFilter, EventStore, StoreReadOnlyError, open_project
from events.export_log import log_export
from events.release import Released


def enter_export(
    store: EventStore, event_filter: EventFilter, event_ids: Sequence[str], file: Path, found: Released | None = None, *,
    name: str = "", who: str = "analyst",
) -> str:  # fmt: skip
    """Enter a finished file in its project's log; of a project as of an earlier time with that time.

    Parameters
    ----------
    event_ids
        Of what the filter let through, the withheld events too.
    found
        What a release profile made of it; None where none was used.
    name
        The file's name at its destination, "" where it has it already.

    Returns
    -------
    str
        Why it is not in the log, "" where it is. The sample project has no log, which nobody is told.
    """
    if store.is_sample:
        return ""
    profile, withheld = (found.markings.profile, len(found.withheld)) if found else ("", 0)
    try:
        log_export(
            open_project(store.path, writing=True), file, event_ids, event_filter,
            name=name, profile=profile, withheld=withheld, who=who,
            as_of=store.moment.at if store.moment is not None else None,
        )  # fmt: skip
    except StoreReadOnlyError as error:
        return f"The export is not in the project's log: {error}"
    return ""
