"""The code at the door of a batch: an address that changes every minute and holds for three.

It is signed, not kept: whoever scans it while it holds is where it is shown.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer, b64_decode, b64_encode

from samanvay.kernel import clock

from ..models import Batch

SALT = "samanvay.rosters.door"
HOLDS = 3  # minutes


@dataclass(frozen=True, slots=True)
class AttendanceCode:
    """What a code says: which batch, which day, and whether it still holds."""

    batch: UUID
    day: date
    holds: bool


def code_of(batch: Batch) -> str:
    """Return the code of a batch for this minute, short enough to be scanned from the last row."""
    said = batch.pk.bytes + _minute().to_bytes(4, "big")
    return Signer(salt=SALT).sign(b64_encode(said).decode())


def read_code(code: str) -> AttendanceCode | None:
    """Return what a code says; None for one that was not given here."""
    try:
        said = b64_decode(Signer(salt=SALT).unsign(code).encode())
    except (BadSignature, ValueError):
        return None
    minute = int.from_bytes(said[16:], "big")
    day = datetime.fromtimestamp(minute * 60, clock.INDIA).date()
    return AttendanceCode(UUID(bytes=said[:16]), day, 0 <= _minute() - minute <= HOLDS)


def _minute() -> int:
    return int(clock.now().timestamp()) // 60
