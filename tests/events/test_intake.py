"""Intake: each kind of file gives its report with its metadata; what is bad is said in a sentence, and the good ones are kept."""

import io
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from events import EventFilter, EventStore
from events.intake import BoundedReader, Intake, Kind, Outcome, State, bytes_source, file_sources, origin_of
from gazetteer import Gazetteer
from tests.events.intake_files import MORE, STORY, made_docx, made_mail, made_page, made_pdf, made_zip

Take = Callable[..., list[Outcome]]


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    return EventStore(tmp_path / "project.sqlite")


@pytest.fixture(scope="module")
def reader() -> Iterator[BoundedReader]:
    with BoundedReader() as found:
        yield found


@pytest.fixture
def take(store: EventStore, gazetteer: Gazetteer, reader: BoundedReader) -> Take:
    """Return a function that takes in files, given as names and bytes."""

    def run(files: dict[str, bytes], **how: object) -> list[Outcome]:
        intake = Intake(store=store, gazetteer=gazetteer, reader=reader, **how)  # type: ignore[arg-type]
        return list(intake.run(bytes_source(name, data) for name, data in files.items()))

    return run


GOOD = {
    "a.txt": STORY.encode(),
    "wide.txt": STORY.encode("utf-16"),
    "wide_unmarked.txt": STORY.encode("utf-16-le"),
    "a.md": f"---\ntitle: A bomb in Homs\nsource: The Daily\ndate: 2021-03-12\n---\n# A bomb\n\n**{STORY}** [more](http://x.example)\n".encode(),
    "a.html": made_page(STORY),
    "latin.html": made_page(STORY.replace("police", "the “café” police"), charset="windows-1252"),
    "a.docx": made_docx(STORY, MORE),
    "a.pdf": made_pdf(STORY, MORE, title="A bomb in Homs"),
    "a.eml": made_mail(STORY),
    "html.eml": made_mail("", html=made_page(STORY).decode()),
    "a.csv": f'date,title,text,outlet\n2021-03-12,A bomb in Homs,"{STORY}",The Daily\n'.encode(),
    "semicolons.csv": f'date;text\n2021-03-12;"{STORY}"\n'.encode(),
    "a.jsonl": json.dumps({"text": STORY, "title": "A bomb in Homs", "source": "The Daily", "date": "2021-03-12"}).encode(),
    "a.zip": made_zip({"in/a.txt": STORY, "__MACOSX/in/._a.txt": b"\x00", ".DS_Store": b"\x00"}),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_of_file_gives_the_report_and_its_event(name: str, take: Take, store: EventStore) -> None:
    (found,) = take({name: GOOD[name]})
    assert (found.state, found.reason, found.language) == (State.NEW, "", "en")
    events = store.select(EventFilter()).events
    homs = next(each for each in events if each.killed and each.killed.best == 4)
    assert homs.where is not None
    assert homs.where.place is not None
    assert homs.where.place.name in {"Homs", "Ḩimş"}
    assert str(homs.date_start) == "2021-03-11"
    text = store.extraction(found.report_id).report.text
    for noise in ("Subscribe", "Sport", "alert", "**", "http", "deleted words"):
        assert noise not in text


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.csv", "a.jsonl"])
def test_title_outlet_and_day_are_read_from_the_metadata(name: str, take: Take) -> None:
    (found,) = take({name: GOOD[name]})
    assert (found.title, found.outlet, str(found.published)) == ("A bomb in Homs", "The Daily", "2021-03-12")


def test_a_mail_has_its_sender_subject_and_day(take: Take) -> None:
    (found,) = take({"a.eml": GOOD["a.eml"]})
    assert (found.title, found.outlet, str(found.published)) == ("A bomb in Homs", "The Agency", "2021-03-12")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_the_day_on_which_a_file_was_made_is_said_to_be_that(name: str, take: Take) -> None:
    (found,) = take({name: GOOD[name]})
    assert (found.title, str(found.published)) == ("A bomb in Homs", "2021-03-13")
    assert "is the one on which the file was made: check it" in " ".join(found.notes)


def test_the_original_is_kept_byte_for_byte_with_its_hash_and_the_day_of_access(take: Take, store: EventStore) -> None:
    (found,) = take({"folder/a.pdf": GOOD["a.pdf"]})
    origin = origin_of(store, found.report_id)
    assert origin is not None
    assert origin.original is not None
    assert origin.original.read_bytes() == GOOD["a.pdf"]
    assert origin.original.stem == origin.sha256
    assert (origin.name, origin.kind, origin.language) == ("folder/a.pdf", Kind.PDF, "en")
    assert origin.accessed_at.tzinfo is not None


def test_the_same_document_again_is_there_already_under_whatever_name(take: Take, store: EventStore) -> None:
    first = take({"a.txt": GOOD["a.txt"]})
    again = take({"b.txt": GOOD["a.txt"], "in.zip": made_zip({"c.txt": GOOD["a.txt"]}), "d.txt": GOOD["wide.txt"]})
    assert [each.state for each in again] == [State.KNOWN] * 3
    assert {each.report_id for each in again} == {first[0].report_id}
    assert store.count_reports() == 1
    assert store.select(EventFilter()).counts.total == 1


def test_a_report_that_a_person_deleted_stays_deleted(take: Take, store: EventStore) -> None:
    (found,) = take({"a.txt": GOOD["a.txt"]})
    store.delete_report(found.report_id)
    assert [each.state for each in take({"a.txt": GOOD["a.txt"], "b.txt": GOOD["wide.txt"]})] == [State.KNOWN] * 2
    assert store.count_reports() == 0


def _encrypted_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(GOOD["a.pdf"])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def _pdf_bomb() -> bytes:
    """Return a PDF whose page's stream unpacks to two gigabytes, packed twice."""
    inner = zlib.compress(b"0 " * 50_000_000, 9)
    packed = zlib.compress(b"".join([inner]), 9)
    plain = made_pdf(STORY)
    at = plain.index(b"<</Length")
    end = plain.index(b"endstream", at)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\n" % (len(packed), packed)
    return plain[:at] + stream + plain[end:]


def _zip_bomb() -> bytes:
    return made_zip({"bomb.txt": b"a" * 30_000_000, "good.txt": STORY})


def _lying_zip() -> bytes:
    """Return a ZIP whose directory says that its file is small."""
    data = bytearray(made_zip({"a.txt": b"Homs " * 100_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>'
)
BAD = {
    "scan.pdf": (made_pdf("", ""), "It has no text layer: its pages are pictures (a scan). Run OCR"),
    "encrypted.pdf": (_encrypted_pdf(), "It is encrypted. Open it with its password"),
    "no.pdf": (b"no PDF at all", "It is damaged or no PDF. Open it in a viewer"),
    "cut.pdf": (GOOD["a.pdf"][:400], "Open it in a viewer"),
    "bomb.pdf": (_pdf_bomb(), "ave its text as .txt"),
    "no.docx": (b"no Word at all", "It is damaged or no Word document."),
    "old.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "protected by a password, or an old .doc"),
    "laughs.docx": (made_docx(body=_LAUGHS), "It defines entities of its own"),
    "bomb.docx": (made_docx(body="<w>" + " " * 40_000_000 + "</w>"), "It unpacks to 40 MB"),
    "pictures.docx": (made_docx(body="<w/>"), "It holds no text, pictures at most"),
    "empty.txt": (b"", "It is empty. Check that it was saved"),
    "blank.txt": (b"  \n ", "There is no text in this report"),
    "binary.txt": (bytes(range(256)) * 20, "It is no text"),
    "script.html": (b"<html><body><script>fill()</script></body></html>", "The page has no text of its own"),
    "no.eml": (b"no mail at all", "It is no mail"),
    "only.eml": (made_mail("", attachment=b"x", name="../../etc/passwd"), "The mail has no text. It has passwd (1 kB)"),
    "none.csv": (b"a,b\n1,2\n", "No column holds the reports' text: it has a, b"),
    "photo.jpg": (b"\xff\xd8\xff", "A .jpg file is not read. Save it as .txt"),
    "none": (b"text", "A file without an ending is not read"),
    "no.zip": (b"no ZIP at all", "It is damaged or no ZIP"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_is_said_in_a_sentence_with_the_next_step_and_the_good_one_is_kept(
    name: str, take: Take, store: EventStore
) -> None:
    data, reason = BAD[name]
    bad, good = take({name: data, "good.txt": GOOD["a.txt"]})
    assert bad.state is State.BAD
    assert reason in bad.reason
    assert bad.reason.endswith(".")
    assert good.state is State.NEW
    assert store.count_reports() == 1


def test_a_zip_bomb_is_refused_and_the_good_file_beside_it_read(take: Take) -> None:
    bad, good = take({"a.zip": _zip_bomb()})
    assert "a ZIP bomb" in bad.reason
    assert (good.name, good.state) == ("a.zip/good.txt", State.NEW)


def test_a_zip_that_lies_about_its_size_is_read_no_further_than_it_says(take: Take) -> None:
    (found,) = take({"a.zip": _lying_zip()})
    assert found.state is State.BAD


def test_an_archive_in_an_archive_and_paths_that_climb_are_no_harm(take: Take, tmp_path: Path) -> None:
    files = {"../../../climbs.txt": STORY, "inner.zip": made_zip({"a.txt": STORY})}
    climbs, inner = take({"a.zip": made_zip(files)})
    assert climbs.state is State.NEW
    assert "An archive within an archive is not opened" in inner.reason
    assert not list(tmp_path.parent.rglob("climbs.txt"))


def test_an_encrypted_zip_says_so(take: Take) -> None:
    data = bytearray(made_zip({"a.txt": STORY}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    assert "It is encrypted. Unpack the archive" in take({"a.zip": bytes(data)})[0].reason


def test_a_docx_with_links_outside_is_read_and_says_that_none_was_opened(take: Take) -> None:
    (found,) = take({"a.docx": made_docx(STORY, outside="http://127.0.0.1:9/template.dotm")})
    assert found.state is State.NEW
    assert "It refers to 1 address outside; none was opened." in found.notes


def test_attachments_are_named_and_read_only_when_a_person_asks(take: Take, store: EventStore) -> None:
    mail = made_mail(MORE, attachment=STORY.encode(), name="wire.txt")
    (closed,) = take({"a.eml": mail})
    assert "1 attachment was not opened: wire.txt (1 kB)" in " ".join(closed.notes)
    again, opened = take({"a.eml": mail}, with_attachments=True)
    assert again.state is State.KNOWN
    assert (opened.name, opened.state) == ("a.eml/wire.txt", State.NEW)
    program = take({"b.eml": made_mail(STORY + " More.", attachment=b"MZ\x00", name="run.exe")}, with_attachments=True)
    assert "A .exe file is not read" in program[1].reason


ARABIC = "انفجرت سيارة مفخخة في مدينة حمص يوم الخميس وقتل أربعة أشخاص وأصيب آخرون بجروح، حسبما قالت الشرطة السورية في بيان لها."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_a_text_in_a_language_that_is_not_read_is_named_kept_and_its_places_found(
    encoding: str, take: Take, store: EventStore
) -> None:
    (found,) = take({"a.txt": ARABIC.encode(encoding)})
    assert (found.state, found.language) == (State.NEW, "ar")
    assert any("It is in Arabic, in which places are found but events are not read" in note for note in found.notes)
    places = [each.place.country_code for each in store.extraction(found.report_id).resolutions if each.place]
    assert "SY" in places
    assert any("Windows-1256" in note for note in found.notes) == (encoding == "cp1256")


def test_marks_that_turn_the_direction_of_letters_are_left_out_and_the_original_has_them(
    take: Take, store: EventStore
) -> None:
    turned = STORY.replace("exploded", "ex\u202eploded\u202c")
    (found,) = take({"\u202efdp.txt": turned.encode()})
    assert found.events == 1
    assert any(note.startswith("Marks that turn the direction") for note in found.notes)
    assert "\u202e" not in store.extraction(found.report_id).report.text
    origin = origin_of(store, found.report_id)
    assert origin is not None
    assert origin.original is not None
    assert "\u202e" in origin.original.read_text(encoding="utf-8")
    assert "\u202e" not in origin.name


def test_bad_rows_are_said_by_their_number_and_the_good_ones_kept(take: Take, store: EventStore) -> None:
    rows = f'text,date,country\n"{STORY}",2021-03-12,SY\n,2021-03-12,SY\n"{MORE}",12th of March,SY\n"{MORE}",,XX\n"{MORE}",2021-03-12,SY\n'
    found = take({"a.csv": rows.encode()})
    assert [each.state for each in found] == [State.NEW, State.BAD, State.BAD, State.BAD, State.NEW]
    assert found[1].reason == "It has no text. Fill its text cell and import the file again."
    assert "Its date is '12th of March'; write it as 2021-03-12" in found[2].reason
    assert (found[2].name, "XX" in found[3].reason) == ("a.csv, row 3", True)
    assert store.count_reports() == 2
    lines = b'{"text": "x"\n[1]\n' + json.dumps({"text": STORY + " More."}).encode()
    assert [each.state for each in take({"a.jsonl": lines})] == [State.BAD, State.BAD, State.NEW]


def test_a_table_that_grew_is_read_on_from_its_new_rows(take: Take) -> None:
    take({"a.csv": f'text\n"{STORY}"\n'.encode()})
    assert [each.state for each in take({"a.csv": f'text\n"{STORY}"\n"{MORE}"\n'.encode()})] == [State.KNOWN, State.NEW]


def test_a_reader_that_takes_too_long_is_ended_and_the_next_document_read() -> None:
    with BoundedReader(wall_s=0.001) as hasty, pytest.raises(ValueError, match="more time or memory than any report"):
        hasty.read(Kind.PDF, GOOD["a.pdf"])
    with BoundedReader() as reader:
        first = reader.read(Kind.PDF, GOOD["a.pdf"])
        assert reader._process is not None
        reader._process.kill()
        reader._process.wait()
        assert reader.read(Kind.PDF, GOOD["a.pdf"]) == first


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files_and_links(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", ".hidden.txt", "~$lock.docx", ".git/x.txt"):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(STORY, encoding="utf-8")
    (tmp_path / "in" / "link.txt").symlink_to("/etc/passwd")
    assert [each.name for each in file_sources([tmp_path / "in"])] == ["in/b.txt", "in/a/z.txt"]


def test_a_file_that_is_gone_is_said(tmp_path: Path, store: EventStore, gazetteer: Gazetteer) -> None:
    (found,) = Intake(store=store, gazetteer=gazetteer).run(file_sources([tmp_path / "gone.txt"]))
    assert "It cannot be opened (No such file or directory)" in found.reason


def test_a_pdf_with_pages_that_are_pictures_says_which(take: Take) -> None:
    (found,) = take({"a.pdf": made_pdf(STORY, "")})
    assert "1 of 2 pages have no text layer (2)" in found.notes[0]


def test_running_heads_are_no_text(take: Take, store: EventStore) -> None:
    (found,) = take(
        {"a.pdf": made_pdf(*(f"The Daily, page {n}\n{STORY if n == 1 else MORE} {n}" for n in range(1, 5)))}
    )
    assert "The Daily, page" not in store.extraction(found.report_id).report.text


def test_an_archive_of_too_many_files_is_refused(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.intake.sources.MOST_ENTRIES", 2)
    assert (
        "It holds 3 files, at most 2 are read"
        in take({"a.zip": made_zip({f"{n}.txt": STORY for n in "abc"})})[0].reason
    )
