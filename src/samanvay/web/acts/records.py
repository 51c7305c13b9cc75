"""The records of the pages of acts: a case in which one is recorded, an act, a person of a case."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.acts.models import Act
from samanvay.acts.queries import act_or_unseen
from samanvay.cases.models import Case, CasePerson
from samanvay.cases.queries import case_or_unseen, person_or_unseen
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record


def case_seen(actor: Actor, case_id: UUID) -> Case | None:
    """Return the case of an act where the actor sees it; who only receives an act need not."""
    try:
        return case_or_unseen(actor, case_id)
    except (Refused, Unseen):
        return None


def _way(actor: Actor, case: Case | None) -> list[Crumb]:
    if case is None:
        return [Crumb(_("Acts"), reverse("acts"))]
    return [Crumb(_("Cases"), reverse("cases")), Crumb(case.number, reverse("case", args=[case.id]))]


CASE = Record(
    "case",
    load=lambda actor, case_id: case_or_unseen(actor, case_id),
    page=lambda case: reverse("case", args=[case.id]) + "#acts",
    crumbs=lambda actor, case: _way(actor, case),
    given=lambda case: {"case_id": case.id},
)


def _act_crumbs(actor: Actor, act: Act) -> list[Crumb]:
    return [*_way(actor, case_seen(actor, act.case_id)), Crumb(act.kind_words, ACT.page(act))]


ACT: Record[Act] = Record(
    "act",
    load=lambda actor, act_id: act_or_unseen(actor, act_id),
    page=lambda act: reverse("act", args=[act.id]),
    crumbs=_act_crumbs,
    given=lambda act: {"act_id": act.id},
)


def _person_crumbs(actor: Actor, person: CasePerson) -> list[Crumb]:
    return [*_way(actor, case_seen(actor, person.case_id)), Crumb(person.label, PERSON.page(person))]


PERSON: Record[CasePerson] = Record(
    "person",
    load=lambda actor, person_id: person_or_unseen(actor, person_id),
    page=lambda person: reverse("person_acts", args=[person.id]),
    crumbs=_person_crumbs,
)
