"""The code at the door of a batch: an address that changes every minute and holds for three.

It is signed, not kept: whoever scans it while it holds is where it is shown.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.signing import BadSignature, Signer

from samanvay.kernel import clock

from .models import Batch

SALT = "samanvay.rosters.door"
HOLDS = 3  # minutes


@dataclass(frozen=True, slots=True)
class Door:
    """What a code says: which batch, which day, and whether it still holds."""

    batch: UUID
    day: date
    holds: bool


def code_of(batch: Batch) -> str:
    """Return the code of a batch for this minute."""
    said = [str(batch.pk), clock.today().isoformat(), _minute()]
    return Signer(salt=SALT).sign_object(said)


def door_of(code: str) -> Door | None:
    """Return what a code says; None for one that was not given here."""
    try:
        batch, day, minute = Signer(salt=SALT).unsign_object(code)
        age = _minute() - int(minute)
        return Door(UUID(batch), date.fromisoformat(day), 0 <= age <= HOLDS)
    except (BadSignature, ValueError, TypeError):
        return None


def _minute() -> int:
    return int(clock.now().timestamp()) // 60
