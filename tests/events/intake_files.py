"""Documents made for the tests: one report, in each kind of file that is read."""

import io
import zipfile
from email.message import EmailMessage

STORY = "HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing four people, police said."
MORE = "Gunmen attacked the village of Al Qusayr on Wednesday and killed two farmers, residents told the agency by telephone."
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made_pdf(*pages: str, title: str = "", extra: bytes = b"") -> bytes:
    """Return a PDF with a text layer, a line a page; "" is a page of nothing (as a scan has)."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for text in pages:
        lines = "".join(f"({line}) Tj T* " for line in text.replace("(", "").replace(")", "").split("\n") if line)
        stream = f"BT /F1 12 Tf 14 TL 50 700 Td {lines}ET".encode() if text else b""
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<</Title(%s)/CreationDate(D:20210313080000Z)>>" % title.encode())
    return _assembled(objects, info=len(objects)) + extra


def _assembled(objects: list[bytes], *, info: int) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, info, len(out),
    )  # fmt: skip


def made_docx(*paragraphs: str, outside: str = "", body: str | None = None) -> bytes:
    """Return a Word document, with a link to an address outside where one is given."""
    words = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    rows = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>in a table</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    gone = "<w:p><w:del><w:r><w:delText>deleted words</w:delText></w:r></w:del></w:p>"
    document = body or f'<w:document xmlns:w="{_W}"><w:body>{words}{rows}{gone}</w:body></w:document>'
    core = (
        '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>A bomb in Homs</dc:title>'
        "<dcterms:created>2021-03-13T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    links = f'<Relationships><Relationship Id="r1" Target="{outside}" TargetMode="External"/></Relationships>'
    files = {"word/document.xml": document, "docProps/core.xml": core}
    return made_zip(files | ({"word/_rels/document.xml.rels": links} if outside else {}))


def made_page(story: str, *, charset: str = "utf-8", language: str = "en") -> bytes:
    """Return a web page with a menu, an article and an advertisement."""
    html = f"""<html lang="{language}"><head><meta charset="{charset}"><title>A bomb in Homs | The Daily</title>
<meta property="og:title" content="A bomb in Homs"><meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2021-03-12T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>A bomb in Homs</h1><p>{story}</p><p>{MORE}</p></article>
<script>alert("no")</script><footer>Copyright The Daily. Subscribe now!</footer></body></html>"""
    return html.encode(charset)


def made_mail(story: str, *, attachment: bytes | None = None, name: str = "report.txt", html: str = "") -> bytes:
    """Return a mail from an agency, with one attachment where it is given."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "The Agency <desk@agency.example>", "me@here.example", "A bomb in Homs"
    mail["Date"] = "Fri, 12 Mar 2021 10:00:00 +0000"
    mail.set_content(html, subtype="html") if html else mail.set_content(story)
    if attachment is not None:
        mail.add_attachment(attachment, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def made_zip(files: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
