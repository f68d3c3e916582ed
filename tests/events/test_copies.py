"""Copies of one text count as one origin; an exact copy is recognised when it is saved."""

from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from events import EventStore, extract, origins, read_report
from events.__main__ import cli
from events.copies import share_copied, shingles, text_digest
from gazetteer import Gazetteer

WIRE = (
    "HOMS, Syria, 12 March 2021 - Gunmen attacked a checkpoint on the road to Homs on Thursday and killed four soldiers, "
    "the army said. The attackers fled into the desert before helicopters arrived, according to a resident of a nearby farm."
)
OWN = (
    "Four soldiers were shot dead near Homs on Thursday when a checkpoint came under fire, a hospital doctor told us by telephone. "
    "Nobody has claimed responsibility for what he called the worst attack of the month on that road."
)


def test_a_wire_story_with_another_first_line_and_no_end_is_of_the_same_origin() -> None:
    cut = f"(Wire) Army checkpoint attacked near Homs. {WIRE.partition(', according')[0]}."
    assert origins([WIRE, OWN, cut, WIRE.upper()]) == (0, 1, 0, 0)


def test_an_own_report_of_the_same_happening_is_an_origin_of_its_own() -> None:
    assert share_copied(shingles(WIRE), shingles(OWN)) < 0.1
    assert origins([WIRE, OWN]) == (0, 1)


def test_texts_too_short_to_tell_are_copies_only_letter_for_letter() -> None:
    assert origins(["The army said so.", "The army said so!", "The army said so on Tuesday."]) == (0, 0, 1)


def test_many_copies_and_a_very_long_text_are_compared_in_little_work() -> None:
    assert set(origins([WIRE] * 3000)) == {0}
    assert len(shingles("one two three four five six seven " * 100_000)) == 7


@given(st.text(), st.sampled_from([" ", "\n", " \t"]))
def test_case_and_spaces_change_no_digest(text: str, space: str) -> None:
    assert text_digest(text) == text_digest(f"{space}{text}{space}")


def test_an_exact_copy_is_recognised_when_it_is_added(tmp_path: Path, gazetteer: Gazetteer) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    first, other = read_report(WIRE, source="Wire"), read_report(WIRE.replace(" ", "  "), source="Daily")
    assert store.save(extract(first, gazetteer)).copy_of is None
    assert store.save(extract(first, gazetteer)).copy_of is None, "the same report twice is no copy of itself"
    assert store.save(extract(other, gazetteer)).copy_of == first.report_id
    assert store.save(extract(read_report(OWN), gazetteer)).copy_of is None
    store.delete_report(first.report_id)
    assert store.save(extract(other, gazetteer)).copy_of is None, "a deleted report is there no more"


def test_the_command_line_says_which_report_a_copy_is(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(WIRE, encoding="utf-8")
    done = CliRunner().invoke(
        cli, ["add", *(str(tmp_path / name) for name in ("one.txt", "two.txt")), "--db", str(tmp_path / "p.sqlite")]
    )
    assert done.exit_code == 0
    assert "two.txt: the same text as the report r" in done.stderr
    assert "(one.txt): the two count as one origin" in done.stderr
    assert "one.txt: the same text" not in done.stderr
