"""Opening the case of a missing person on suspicion of trafficking, from the entry, with one press."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.cases.actions import add_event, open_case
from samanvay.cases.kinds import EventKind, LegRole, PersonRole, band_of
from samanvay.cases.legs.actions import add_leg
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import add_person
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import reason_against
from samanvay.recording.submissions import Captured, captured_or_new, one_at_a_time

from ...models import Entry
from .. import policies
from ..queries import entry_or_unseen, party_of
from .changing import link_case

LURE_BY_GONE = {"job": "job", "marriage": "marriage", "acquaintance": "online", "taken": "force"}


def open_case_of(
    *, by: Actor, entry_id: UUID, forms: Iterable[str] = (), narrative: str = "", captured: Captured | None = None
) -> Case:
    """Open a case for a missing person and those who went with them, each as a victim whose boxes stay here.

    The others of the party come along as far as the actor may write in their entries. The same submission twice
    gives the same case. Raises Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)

    with reading(by):
        one_at_a_time(sent.submission_id)
        known = Case.objects.filter(opened_by=by.id, submission_id=sent.submission_id).first()
        if known is not None:
            return known
        entry = entry_or_unseen(by, entry_id)
        policies.may_open_case_of(by, entry)
        may_join = policies.may_open_case_of
        others = [each for each in party_of(by, entry) if not reason_against(may_join, by, each)]
        people = [entry, *others]
        case = open_case(
            by=by,
            what=_("Missing, trafficking suspected: %(numbers)s") % {"numbers": _numbers(people)},
            forms=forms,
            lures=[LURE_BY_GONE[entry.gone_for]] if entry.gone_for in LURE_BY_GONE else [],
            source="missing_report",
            occurred=entry.happened,
            place=entry.place_id,
            people=len(people),
            narrative=narrative,
            captured=sent,
        )
        for each in people:
            person = add_person(
                by=by,
                case_id=case.id,
                role=PersonRole.VICTIM,
                sex=each.sex,
                age=each.age_from if each.age_from == each.age_to else None,
                age_band=_band(each),
                captured=sent.part(f"person {each.id}"),
            )
            link_case(by=by, entry_id=each.id, case_id=case.id, joined_person=person.id)
        if entry.place_id:
            add_leg(
                by=by, case_id=case.id, role=LegRole.SOURCE, place=entry.place_id, occurred=entry.happened,
                captured=sent.part("leg"),
            )  # fmt: skip
        add_event(
            by=by, case_id=case.id, kind=EventKind.MISSING, occurred=entry.happened, place=entry.place_id,
            people=len(people), captured=sent.part("event"),
        )  # fmt: skip
    return case


def _numbers(people: list[Entry]) -> str:
    """Return the numbers of entries as they fit into the title of a case: the first few, then how many more."""
    some = ", ".join(each.number for each in people[:4])
    return some if len(people) <= 4 else f"{some} +{len(people) - 4}"


def _band(entry: Entry) -> str:
    """Return the narrowest band that holds every year told."""
    if entry.age_from is None or entry.age_to is None:
        return "unknown"
    lowest, highest = band_of(entry.age_from), band_of(entry.age_to)
    if lowest == highest:
        return lowest
    return "under_18" if entry.is_child else "unknown" if entry.may_be_child else "adult"
