"""What waits for the one who asks."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.duties import queries
from samanvay.duties.actions import duties as actions
from samanvay.duties.models import Duty

from .door import actor_of
from .idempotency import idempotent
from .schemas import DutyOut, Words

router = Router(tags=["duties"])


class Done(Schema):
    """That a duty is done: the proof where it asks for one, what confirms it, the version seen."""

    proof: str = Field("", max_length=2000)
    pii_answer: str = Field(
        "", description="the pii_answer of the 400 that found personal data: confirms that this proof identifies nobody"
    )
    version: int = Field(ge=1)


def duty_out(duty: Duty) -> DutyOut:
    """Return what the interface says of a duty."""
    return DutyOut(
        id=duty.id,
        kind=duty.kind,
        title=Words(en=duty.title_en, hi=duty.title_hi),
        due_at=duty.due_at,
        is_paused=duty.paused_at is not None,
        version=duty.version,
        link=duty.link,
    )


@router.get("/duties", response=list[DutyOut], url_name="duties", summary="What waits for me?")
def duties(request: HttpRequest) -> list[DutyOut]:
    """List what waits for the one who asks, the most urgent first (200 at most)."""
    actor = actor_of(request)
    require(actor, Permission.DUTY_DO)
    return [duty_out(duty) for duty in queries.today(actor)[:200]]


@router.post("/duties/{key}/done", response=DutyOut, url_name="duty_done", summary="A duty is done")
@idempotent
def done(request: HttpRequest, key: UUID, said: Done) -> tuple[int, DutyOut]:
    """Mark a duty done, with its proof."""
    actor = actor_of(request)
    require(actor, Permission.DUTY_DO)
    duty = queries.duty(actor, key)
    closed = actions.do_duty(by=actor, duty=duty, proof=said.proof, pii_answer=said.pii_answer, expected=said.version)
    return 200, duty_out(closed)
