"""Two analysts who decide about one event at the same time: the first wins, the second is told what differs, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

from events import EventChangedError, EventFilter, EventStore, EventType, Toll, corrected, decide, extract, read_report
from gazetteer import Gazetteer

TEXT = "HOMS, Syria, 12 March 2021 - A car bomb killed four people in Homs on Thursday, police said."
_ROUNDS = 12


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_what_differs(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    path = tmp_path / "p.sqlite"
    EventStore(path).save(extract(read_report(TEXT), gazetteer))
    desks = (EventStore(path), EventStore(path))
    meet = Barrier(2, timeout=60)

    def work(desk: int) -> list[tuple[str, ...] | None]:
        told: list[tuple[str, ...] | None] = []
        for number in range(_ROUNDS):
            event = desks[desk].select(EventFilter()).events[0]
            best = 10 + number
            toll = Toll(best=best, low=best, high=best, start=0, end=0)
            change = (
                {"killed": toll}
                if desk
                else {"type": EventType.SHELLING if number % 2 else EventType.BOMBING, "injured": toll}
            )
            meet.wait()
            try:
                decide(desks[desk], [corrected(event, replace(event, **change), why=f"{desk}")], who=f"desk {desk}")
                told.append(None)
            except EventChangedError as error:
                told.append(error.fields)
            meet.wait()
        return told

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(work, (0, 1))
    for one, other in zip(first, second, strict=True):
        assert (one is None) != (other is None), "one wins, and only one"
        fields = other if one is None else one
        assert fields
        assert ("injured" in fields) if one is None else ("killed" in fields), "what the other one changed is named"
    event_id = desks[0].select(EventFilter()).events[0].event_id
    history = desks[0].revisions(event_id)
    assert len(history) == 1 + _ROUNDS
    winners = ["desk 0" if one is None else "desk 1" for one in first]
    assert [each.who for each in history[1:]] == winners
