"""What may be asked about screenings. The rows are those that the actor sees; the database decides which."""

from uuid import UUID

from samanvay.access.models import Box
from samanvay.cases.models import Case
from samanvay.cases.queries import duties_of
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.law.entries import Entry
from samanvay.law.queries import law_now

from . import policies
from .duty_kinds import TELL_AHTU
from .kinds import AT_ONCE_LAW, Outcome
from .models import Screening
from .published import published


def screening_or_unseen(actor: Actor, screening_id: UUID, *, lock: bool = False) -> Screening:
    """Return a screening whose case the actor reads. Raises Unseen, Refused.

    ``lock`` keeps others from changing it until the caller's transaction ends.
    """
    rows = Screening.objects.select_for_update(of=("self",)) if lock else Screening.objects.all()
    screening = rows.select_related("case").filter(pk=screening_id).first()
    if screening is None:
        raise Unseen
    policies.may_read_screening(actor, screening)
    return screening


def screenings_of(actor: Actor, case: Case) -> list[Screening]:
    """Return the screenings of a case, the latest first."""
    policies.may_read_screenings(actor, case)
    return list(Screening.objects.filter(case=case).select_related("person").latest_first())


def box_of(screening: Screening) -> Box:
    """Return the box in which the answers of a screening lie. Raises Unseen."""
    box = Box.objects.filter(subject_id=screening.id).first()
    if box is None:
        raise Unseen
    return box


def duty_of(actor: Actor, case: Case) -> Duty | None:
    """Return the duty to tell the AHTU of a case, the latest, done or not, if the actor sees it."""
    found = [each for each in duties_of(actor, case) if each.kind == TELL_AHTU.code]
    return max(found, key=lambda each: each.opened_at, default=None)


def open_forms(screening: Screening) -> list[str]:
    """Return the forms of exploitation that a screening proposes and nobody has answered yet."""
    answered = {*screening.case.forms, *screening.declined}
    return [form for form in screening.forms if form not in answered]


def law_of(screening: Screening) -> list[Entry]:
    """Return what the law's library says for a screening: what is at once first, then the situation's; none at rest."""
    codes = [code for each in screening.at_once for code in AT_ONCE_LAW.get(each, ())]
    if screening.outcome != Outcome.NONE and screening.group in published().groups:
        codes += published().groups[screening.group].law
    return entries_of(codes)


def entries_of(codes: list[str]) -> list[Entry]:
    """Return entries of the law's library by code, each once; one that the library no longer has is left out."""
    library = law_now().library.entries
    return [library[code] for code in dict.fromkeys(codes) if code in library]
