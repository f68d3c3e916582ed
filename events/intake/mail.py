"""Mails (.eml): subject, sender, day and text; attachments are named, and kept closed until a person asks."""

import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from events.errors import UnreadableDocumentError
from events.intake.document import (
    MOST_LETTERS_OF_OUTLET,
    MOST_LETTERS_OF_TITLE,
    Attachment,
    Content,
    one_line,
    parse_day,
)
from events.intake.page import read_page
from events.intake.plain import decode

# A mail of more parts is no report.
_MOST_PARTS, _MOST_ATTACHMENTS, _MOST_NAME = 500, 50, 120


def read_mail(data: bytes) -> Content:
    """Read a mail's text, its HTML where it has no plain one.

    Raises
    ------
    UnreadableDocumentError
        If there is no text in it, or it is no mail.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        if not isinstance(message, EmailMessage) or not (message["from"] or message["subject"] or message["date"]):
            raise UnreadableDocumentError(
                "It is no mail (it has no sender, subject or date). Save the mail as .eml anew."
            )
        parts = list(message.walk())
    except (RecursionError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise UnreadableDocumentError("It is a damaged mail. Save its text as .txt and give that.") from error
    if len(parts) > _MOST_PARTS:
        raise UnreadableDocumentError(
            f"It has {len(parts):,} parts, no report has. Save its text as .txt and give that."
        )
    body = message.get_body(preferencelist=("plain", "html"))
    attachments = [
        _attachment(each, n) for n, each in enumerate(message.iter_attachments(), 1) if n <= _MOST_ATTACHMENTS
    ]
    found = _body(body) if isinstance(body, EmailMessage) else None
    if found is None or not found.text.strip():
        names = f" It has {_listed(attachments)}: save and give those." if attachments else ""
        raise UnreadableDocumentError(f"The mail has no text.{names or ' Save its text as .txt and give that.'}")
    notes = list(found.notes)
    if attachments:
        number = len(attachments)
        notes.append(
            f"{number} attachment{'s were' if number > 1 else ' was'} not opened: {_listed(attachments)}. Ask for attachments to have them read."
        )
    name, address = parseaddr(str(message["from"] or ""))
    return Content(
        text=found.text,
        title=one_line(message["subject"], MOST_LETTERS_OF_TITLE),
        outlet=one_line(name or address, MOST_LETTERS_OF_OUTLET),
        published=_day(message),
        notes=tuple(notes),
        attachments=tuple(attachments),
    )


def _body(part: EmailMessage) -> Content:
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    charset = part.get_content_charset() or ""
    if part.get_content_subtype() == "html":
        return read_page(raw, charset=charset)
    try:
        return Content(text=raw.decode(charset or "utf-8"))
    except (LookupError, UnicodeError, ValueError):
        text, note = decode(raw)
        return Content(text=text, notes=(note,) if note else ())


def _attachment(part: object, number: int) -> Attachment:
    if not isinstance(part, EmailMessage):
        return Attachment(name=f"attachment {number}", data=b"")
    data = part.get_payload(decode=True)
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        data = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    # A name is a stranger's text, and no path.
    name = one_line(part.get_filename(), _MOST_NAME).replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    return Attachment(name=name or f"attachment {number}", data=data if isinstance(data, bytes) else b"")


def _listed(attachments: list[Attachment]) -> str:
    return ", ".join(f"{each.name} ({max(1, len(each.data) // 1000):,} kB)" for each in attachments[:10])


def _day(message: EmailMessage) -> dt.date | None:
    try:
        sent = getattr(message["date"], "datetime", None)
    except (ValueError, TypeError, IndexError):
        return None
    return parse_day(sent.date().isoformat()) if isinstance(sent, dt.datetime) else None
