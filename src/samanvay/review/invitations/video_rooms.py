"""The way into a video room: a signed link for one person, made at the press of a button and kept nowhere.

Jitsi takes a JSON Web Token (HS256) in the link; BigBlueButton a checksum, the SHA-256 of call, parameters and secret.
The secret is used here alone and stands in no link, log or page.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt
from django.conf import settings

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor

from ..models import Conference

LASTS = timedelta(minutes=10)  # to press the link
STAYS = timedelta(hours=1)  # after the planned end, for who must come back
EARLY = timedelta(minutes=1)  # clocks differ


@dataclass(frozen=True, slots=True)
class Server:
    """A video server: its address, the name under which it knows us (Jitsi), the secret shared with it."""

    kind: str
    base: str
    secret: str = field(repr=False)
    app_id: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.base).hostname or ""


def server() -> Server | None:
    """Return the video server that is set up, None where there is none."""
    if settings.JITSI and settings.JITSI_SECRET:
        return Server("jitsi", settings.JITSI.rstrip("/"), settings.JITSI_SECRET, settings.JITSI_APP or "samanvay")
    if settings.BBB and settings.BBB_SECRET:
        return Server("bbb", settings.BBB.rstrip("/"), settings.BBB_SECRET)
    return None


def links(found: Server, actor: Actor, conference: Conference, *, moderates: bool) -> tuple[str, str]:
    """Return (link that opens the room first, "" where none is needed; link by which this person joins)."""
    if found.kind == "jitsi":
        return "", jitsi_link(found, actor, conference, moderates=moderates, moment=clock.now())
    return (
        bbb_create(found, conference) if moderates else "",
        bbb_join(found, actor, conference, moderates=moderates),
    )


def jitsi_link(found: Server, actor: Actor, conference: Conference, *, moderates: bool, moment: datetime) -> str:
    """Return the address of the room with a token for one person, for ten minutes."""
    claims: dict[str, Any] = {
        "aud": found.app_id,
        "iss": found.app_id,
        "sub": found.host,
        "room": conference.room,
        "iat": int(moment.timestamp()),
        "nbf": int((moment - EARLY).timestamp()),
        "exp": int((moment + LASTS).timestamp()),
        "moderator": moderates,
        "context": {
            "user": {
                "id": str(actor.id),
                "name": actor.label,
                "moderator": moderates,
                "affiliation": "owner" if moderates else "member",
            }
        },
    }
    token = jwt.encode(claims, found.secret, algorithm="HS256")
    return f"{found.base}/{quote(conference.room)}?{urlencode({'jwt': token})}"


def bbb_create(found: Server, conference: Conference) -> str:
    """Return the address that opens the room; it may be called again and again."""
    return _bbb(
        found,
        "create",
        {
            "meetingID": conference.room,
            "name": conference.name_en,
            "attendeePW": _word(found, conference, "attendee"),
            "moderatorPW": _word(found, conference, "moderator"),
            "duration": str(conference.minutes + int(STAYS.total_seconds() // 60)),
        },
    )


def bbb_join(found: Server, actor: Actor, conference: Conference, *, moderates: bool) -> str:
    """Return the address by which one person joins, as moderator or attendee."""
    role = "moderator" if moderates else "attendee"
    return _bbb(
        found,
        "join",
        {
            "meetingID": conference.room,
            "fullName": actor.label,
            "userID": str(actor.id),
            "password": _word(found, conference, role),
            "role": "MODERATOR" if moderates else "VIEWER",  # as its API names them
            "redirect": "true",
        },
    )


def _bbb(found: Server, call: str, given: Mapping[str, str]) -> str:
    query = urlencode(given)
    checksum = hashlib.sha256(f"{call}{query}{found.secret}".encode()).hexdigest()
    return f"{found.base}/api/{call}?{query}&checksum={checksum}"


def _word(found: Server, conference: Conference, role: str) -> str:
    """Return the room's own word for a role: derived, so that none is stored."""
    return hashlib.sha256(f"{found.secret}:{conference.room}:{role}".encode()).hexdigest()[:32]
