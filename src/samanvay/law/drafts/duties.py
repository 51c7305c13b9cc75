"""Whom a draft of the law waits for: the second person who looks at it, those who decide beside a release."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from samanvay.access.models import User
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, do_duty, drop_duty, notify, open_duty
from samanvay.duties.kinds import DutyKind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as

from ..duty_kinds import DECIDE_SHIPPED, REVIEW_DRAFT
from ..models import LawDraft

LOOKED_AT_WITHIN = timedelta(days=7)
DECIDED_WITHIN = timedelta(days=14)
HEARD_AFTER = timedelta(days=3)

SENT_BACK = Bilingual("Your law draft was sent back", "आपका विधि प्रारूप लौटाया गया")
PUBLISHED = Bilingual("Your law draft was published", "आपका विधि प्रारूप प्रकाशित हुआ")
OVERTAKEN = Bilingual(
    "Another text was published for an entry that you are drafting",
    "आप जिस प्रविष्टि का प्रारूप लिख रहे हैं, उसका दूसरा पाठ प्रकाशित हुआ",
)


def ask_second(draft: LawDraft) -> None:
    """Let somebody else than its writer look at a draft; works inside the caller's operation."""
    _ask(draft, REVIEW_DRAFT, LOOKED_AT_WITHIN, _called(draft, "Law draft", "विधि का प्रारूप"))


def ask_to_decide(draft: LawDraft) -> None:
    """Let those who keep the law decide between the state's text and a release's."""
    _ask(draft, DECIDE_SHIPPED, DECIDED_WITHIN, _called(draft, "Newer law text", "विधि का नया पाठ"))


def _called(draft: LawDraft, en: str, hi: str) -> Bilingual:
    return Bilingual(f"{en}: {draft.text.title_en}"[:200], f"{hi}: {draft.text.title_hi}"[:200])


def _ask(draft: LawDraft, kind: DutyKind, within: timedelta, title: Bilingual) -> None:
    waiting = Duty.objects.waiting().filter(kind=kind.code, subject_kind="law draft", subject_id=str(draft.pk))
    if waiting.exists():
        return
    seats = list(_seats(draft))
    role, audience = next((each for each in seats if _serves(each, draft.written_by)), seats[0])
    above = directory.superior_of(audience)
    open_duty(
        by=SYSTEM,
        kind=kind,
        subject=("law draft", draft.pk),
        title=title,
        owner_role=role,
        owner_audience=audience,
        due_at=clock.now() + within,
        readers=directory.readers_for(audience),
        home_state=draft.home_state,
        link=f"/law/drafts/{draft.pk}/",
        escalate=[Step(HEARD_AFTER, "state_nodal_officer", above)] if above is not None else [],
        opener_unit=draft.home_unit,
    )


def _seats(draft: LawDraft) -> Iterable[tuple[str, int]]:
    """Yield who may be the second person, in the order in which they are asked: the desk, its head, the own unit."""
    desk = directory.desk_of(draft.home_state)
    if desk is not None:
        yield "state_bureau", desk.audience
        above = directory.superior_of(desk.audience)
        if above is not None:
            yield "state_nodal_officer", above
    for role in ("prosecutor", "legal_services", "state_nodal_officer", "state_bureau"):
        yield role, draft.home_unit


def _serves(seat: tuple[str, int], but: UUID) -> bool:
    return directory.holders_of(*seat).exclude(pk=but).exists()


def close(draft: LawDraft, proof: str) -> None:
    """Close what waits on a draft: it was decided."""
    for duty in _waiting(draft):
        do_duty(by=SYSTEM, duty=duty, proof=proof)


def drop(draft: LawDraft, reason: str) -> None:
    """Withdraw what waits on a draft: there is nothing to decide any more."""
    for duty in _waiting(draft):
        drop_duty(by=SYSTEM, duty=duty, reason=reason)


def _waiting(draft: LawDraft) -> list[Duty]:
    with acting_as(SYSTEM):
        return list(Duty.objects.waiting().filter(subject_kind="law draft", subject_id=str(draft.pk)))


def tell_writer(draft: LawDraft, words: Bilingual, key: str, op: UUID) -> None:
    """Tell the writer of a draft what became of it, inside the caller's operation."""
    with acting_as(SYSTEM, op=op):
        notify(
            people=User.objects.filter(pk=draft.written_by, is_active=True),
            words=words,
            link=f"/law/drafts/{draft.pk}/",
            key=key,
            audience=draft.home_unit,
            home_state=draft.home_state,
        )
