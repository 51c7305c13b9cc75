"""May this person check for signs in this case; each "no" is the sentence on the greyed button."""

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.opening import BoxClosed
from samanvay.access.boxes.actions.team import may_open, role_in_team
from samanvay.access.boxes.groups import Group
from samanvay.access.limits import closed_door_words, may_open_sealed
from samanvay.access.models import Box
from samanvay.cases import policies as cases
from samanvay.cases.models import Case, CasePerson
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .models import Screening

may_read_screenings = cases.may_read_case


def may_record_screening(actor: Actor, case: Case) -> None:
    """Refuse unless the case stands and the actor is in its team, which alone writes what is sealed."""
    cases.may_seal(actor, case)


def may_screen_person(actor: Actor, person: CasePerson) -> None:
    """Refuse unless the actor may check for signs in the person's case."""
    may_record_screening(actor, person.case)


def may_read_screening(actor: Actor, screening: Screening) -> None:
    """Refuse unless the actor reads the screening's case; its answers the box decides."""
    cases.may_read_case(actor, screening.case)


def may_correct_screening(actor: Actor, screening: Screening) -> None:
    """Refuse unless the actor may check for signs in the screening's case."""
    may_record_screening(actor, screening.case)


def may_answer_form(actor: Actor, screening: Screening) -> None:
    """Refuse unless the actor amends the screening's case: taking a form up corrects it."""
    cases.may_amend_case(actor, screening.case)


def may_open_answers(actor: Actor, screening: Screening) -> None:
    """Refuse those outside the team, and at a weaker door; whoever was refused is noted where the box is known."""
    if may_open_sealed(actor) and may_open(role_in_team(actor, screening.case_id), Group.SCREENING):
        return
    words = _("Only the case team can open the answers. Ask the officer who leads the case to add you.")
    if not may_open_sealed(actor):
        words = closed_door_words(actor)
    box = Box.objects.filter(subject_id=screening.id).first()
    if box is None:
        raise Refused(words, code="team")
    raise BoxClosed(words, box)
