"""The ids under which events leave: neither a dataset's id of a row nor the project's own can be read from them."""

import hashlib
import hmac
import secrets
from dataclasses import replace

import sqlalchemy as sa

from events.errors import StoreBrokenError, StoreLockedError, StoreReadOnlyError
from events.event import Event
from events.release.profile import Named, Profile
from events.store import EventStore
from gazetteer import Failures, ProjectFile

_METADATA = sa.MetaData()
_secret_table = sa.Table(
    "release_secret",
    _METADATA,
    sa.Column("profile", sa.Text, primary_key=True),
    sa.Column("secret", sa.LargeBinary, nullable=False),
)
_SECRET_BYTES, _LETTERS = 32, 24


def has_aliases(profile: Profile) -> bool:
    """Say whether a profile's events leave under other ids: wherever it coarsens places or does not name a source."""
    return profile.is_coarse or profile.named is not Named.ALL or bool(profile.sources_left_out)


def new_secret() -> bytes:
    """Return a secret that no other release shares, so that nobody can join its ids to another's."""
    return secrets.token_bytes(_SECRET_BYTES)


def release_secret(store: EventStore, profile: Profile) -> bytes:
    """Return the secret that a project keeps for a profile, so that an event has one id in all its releases; made on first use.

    A project that cannot be written, and has none yet, gets a new one each time: its releases cannot be joined.

    Empty where a profile leaves ids as they are, and for the sample project, which everybody has: nothing is written then.

    Raises
    ------
    StoreLockedError, StoreBrokenError
        Where the project cannot be read or written for now.
    """
    if store.is_sample or not has_aliases(profile):
        return b""
    failures = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)
    asked = sa.select(_secret_table.c.secret).where(_secret_table.c.profile == profile.name)
    with ProjectFile(store.path, failures, read_only=True).reading() as connection:
        if sa.inspect(connection).has_table(_secret_table.name) and (found := connection.scalar(asked)):
            return bytes(found)
    made = new_secret()
    try:
        with ProjectFile(store.path, failures, read_only=False).writing() as connection:
            _METADATA.create_all(connection)
            # Another window may have made it meanwhile: the first one stays.
            if found := connection.scalar(asked):
                return bytes(found)
            connection.execute(_secret_table.insert().values(profile=profile.name, secret=made))
    except StoreReadOnlyError:
        return made
    return made


def alias(own_id: str, secret: bytes) -> str:
    """Return the id under which something leaves, "" where it has none.

    Examples
    --------
    >>> alias("d1f2e000003bbb1", b"secret") == alias("d1f2e000003bbb1", b"secret")
    True
    """
    return "r" + hmac.new(secret, own_id.encode(), hashlib.sha256).hexdigest()[:_LETTERS] if own_id else ""


def under_alias(event: Event, secret: bytes) -> Event:
    """Return an event with the ids under which it and its report leave."""
    return replace(event, event_id=alias(event.event_id, secret), report_id=alias(event.report_id, secret))
