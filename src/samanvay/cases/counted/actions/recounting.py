"""Correcting how many were found: more are listed, surplus entries cancelled by name, nothing of it in silence."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.models import Box
from samanvay.audit.amendments import amend
from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.documents.models import Document
from samanvay.duties.actions.duties import do_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.checks import good_reason, head_count
from samanvay.recording.submissions import Captured, captured_or_new

from ... import events, policies
from ...kinds import FOUND, PersonRole
from ...models import Case, CaseDeparture, CaseEvent, CaseItem, CasePerson, Recount
from ...people.elsewhere import recorded_elsewhere
from ...queries import case_or_unseen, event_or_unseen, recount_or_unseen
from ...tasks import ANSWERS, CONFIRM_NUMBER, TAKE_OVER, role_at, up_the_line
from ..models.recount import RecountState
from .listing import UNKNOWN, Counted, list_found

ANSWERED_WITHIN = timedelta(hours=24)


def recount(
    *,
    by: Actor,
    event_id: UUID,
    people: int,
    reason: str,
    counted: Sequence[Counted] = (),
    surplus: Iterable[UUID] = (),
    sure: bool = False,
    expected: int | None = None,
    captured: Captured | None = None,
) -> CaseEvent:
    """Correct how many people an event found; what was said before stays in the amendments.

    More: the others are listed, as ``counted`` says what they are, with time limits from the hour of the event. Fewer:
    ``surplus`` are the persons whose entries are cancelled; of whom something is recorded only if one is ``sure``.
    Where another unit has taken the people over, a lower number waits for its answer. Raises Unseen, Refused, Invalid.
    """
    words, sent = good_reason(reason), captured_or_new(captured)
    with reading(by):
        event = event_or_unseen(by, event_id)
        case = case_or_unseen(by, event.case_id, lock=True)
        policies.may_recount(by, event)
        event.case = case
        listed = persons_of_event(event)
        before = len(listed) if event.people is None else event.people
        after = head_count("people", people) or 0
        if after == before and len(listed) >= after:
            raise Invalid("people", _("This number is recorded already."))
        if Recount.objects.waiting().filter(event=event).exists():
            raise Invalid("people", _("A lower number of this event still waits for the unit that took them over."))
        chosen = _surplus(listed, set(surplus), _too_many(event, listed, before, after), is_sure=sure)
        if after >= before:
            # A bare number of before stands without persons: those are listed now.
            return _more(by, event, after, after - min(before, len(listed)), counted, words, expected, sent)
        unit = _who_took_over(by, case)
        if unit is None:
            return _fewer(by, event, after, chosen, words, expected)
        return _ask(by, event, before, after, chosen, words, unit)


def persons_of_event(event: CaseEvent) -> list[CasePerson]:
    """Return the standing persons who belong to the number of an event, with those who belong to none yet."""
    victims = CasePerson.objects.filter(case_id=event.case_id, role=PersonRole.VICTIM, voided_at__isnull=True)
    found = victims.select_related("found_in").order_by("noun", "no")
    return [each for each in found if each.found_in_id in (None, event.id) or _same_people(each, event)]


def _same_people(person: CasePerson, event: CaseEvent) -> bool:
    told = person.found_in
    return told is not None and (told.is_void or told.kind != event.kind)


def recorded_of(persons: Iterable[CasePerson]) -> dict[UUID, list[str]]:
    """Return for each person of whom something is recorded what it is, in words."""
    rows = {each.id: each for each in persons}
    found: dict[UUID, list[str]] = {}
    with acting_as(SYSTEM, op=current_operation()):
        sources = (
            (Box.objects.filter(subject_id__in=rows), "subject_id", _("sealed record")),
            (CaseItem.objects.filter(person__in=rows, voided_at__isnull=True), "person_id", _("item found")),
            (Document.objects.filter(subject_id__in=rows), "subject_id", _("document")),
            (CaseDeparture.objects.standing().filter(person__in=rows), "person_id", _("told who left")),
        )
        for query, column, words in sources:
            for key in query.order_by().values_list(column, flat=True).distinct():
                found.setdefault(key, []).append(words)
        for key in recorded_elsewhere(rows):
            found.setdefault(key, []).append(_("entry in another part of the case"))
    for each in rows.values():
        if each.version > 1:
            found.setdefault(each.id, []).append(_("correction"))
        if each.handed_in_id is not None:
            found.setdefault(each.id, []).append(_("hand-over"))
    return found


def take_place(op: Operation, *, by: Actor, person: CasePerson) -> None:
    """Let a victim who was added by hand stand for one listed of unknown sex and age, inside the caller's operation.

    The entry of that one is cancelled, so that nobody is listed twice, and the time limit runs from the same event;
    where something is recorded of all of them, nothing is changed.
    """
    unknown = CasePerson.objects.filter(
        case=person.case, role=PersonRole.VICTIM, voided_at=None, sex=UNKNOWN, age_band=UNKNOWN, version=1,
        found_in__isnull=False, found_in__voided_at=None,
    )  # fmt: skip
    asked = {key for row in Recount.objects.waiting().filter(case=person.case) for key in row.surplus}
    others = unknown.exclude(pk__in={person.pk, *asked}).order_by("-no")
    free = list(others) if person.role == PersonRole.VICTIM else []
    recorded = recorded_of(free) if free else {}
    one = next((each for each in free if each.id not in recorded), None)
    if one is not None:
        person.found_in_id = one.found_in_id
        CasePerson.objects.filter(pk=person.pk).update(found_in=one.found_in_id)
        _cancel(op, by, [one], _("Added by hand as %(label)s.") % {"label": person.label})


def _too_many(event: CaseEvent, listed: Sequence[CasePerson], before: int, after: int) -> int:
    """Return how many persons a lower number leaves too many; whom the other kind of event still counts stays."""
    told = CaseEvent.objects.filter(case_id=event.case_id, kind__in=FOUND, voided_at__isnull=True)
    otherwise = sum(each.people or 0 for each in told.exclude(kind=event.kind))
    return max(0, min(max(before, len(listed)) - after, len(listed) - max(after, otherwise)))


def _surplus(listed: Sequence[CasePerson], chosen: set[UUID], needed: int, *, is_sure: bool) -> list[CasePerson]:
    """Return whose entries are to be cancelled. Raises Invalid unless they are as many as are listed too many."""
    found = [each for each in listed if each.id in chosen]
    if len(found) != len(chosen):
        raise Invalid("surplus", _("Choose from the list."))
    if len(found) != needed:
        said = ngettext(
            "Choose the %(n)d person who was counted too many.", "Choose the %(n)d persons who were counted too many.",
            needed,
        )  # fmt: skip
        none = _("Nobody is listed too many for this number. Choose nobody.")
        raise Invalid("surplus", said % {"n": needed} if needed else none)
    recorded = recorded_of(found)
    if recorded and not is_sure:
        named = "; ".join(f"{each.label}: {', '.join(recorded[each.id])}" for each in found if each.id in recorded)
        said = _("Something is recorded of these: %(named)s. Tick that their entries are to be cancelled all the same.")
        raise Invalid("sure", said % {"named": named})
    return found


def _more(
    by: Actor, event: CaseEvent, after: int, more: int, counted: Sequence[Counted], words: str,
    expected: int | None, sent: Captured,
) -> CaseEvent:  # fmt: skip
    if sum(each.count for each in counted) > more:
        raise Invalid("people", _("The groups add up to more than the %(n)d people who are added.") % {"n": more})
    with operation(events.PEOPLE_RECOUNTED, by=by) as op:
        _set_number(op, by, event, after, words, expected)
        listed = list_found(op, by=by, event=event, counted=counted, people=more, sent=sent)
        op.add(listed=len(listed))
    return event


def _fewer(
    by: Actor, event: CaseEvent, after: int, chosen: Sequence[CasePerson], words: str, expected: int | None
) -> CaseEvent:
    with operation(events.PEOPLE_RECOUNTED, by=by) as op:
        _set_number(op, by, event, after, words, expected)
        _cancel(op, by, chosen, words)
    return event


def _set_number(op: Operation, by: Actor, event: CaseEvent, after: int, words: str, expected: int | None) -> None:
    case, before, told = event.case, event.people, _found_in(event.case)
    amend(event, by=by, reason=words, expected=expected, changes={"people": after})
    if case.people in (None, told):
        amend(case, by=by, reason=words, expected=None, changes={"people": _found_in(case)})
    op.about("case", case.id, case.readers)
    op.add(event=event.id, before=before, people=after)


def _found_in(case: Case) -> int:
    """Return how many people the events of a case found: an interception told again as a rescue is one number."""
    told = CaseEvent.objects.filter(case=case, kind__in=FOUND, voided_at__isnull=True)
    return max(sum(each.people or 0 for each in told if each.kind == kind) for kind in FOUND)


def _cancel(op: Operation, by: Actor, chosen: Iterable[CasePerson], words: str) -> None:
    for person in chosen:
        person.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words})
        op.also(events.PERSON_VOIDED, ("case", person.case_id), person.readers, person=person.id, role=person.role)


def _who_took_over(by: Actor, case: Case) -> int | None:
    """Return the unit that must confirm a lower number: the last that took people over, or the one that gave them."""
    with acting_as(SYSTEM, op=current_operation()):
        handed = CaseEvent.objects.filter(case=case, to_unit__isnull=False, voided_at__isnull=True)
        keys = {f"takeover:{each.id}": each.to_unit for each in handed}
        done = (
            Duty.objects.filter(kind=TAKE_OVER.code, key__in=keys, done_at__isnull=False).order_by("-done_at").first()
        )
    if done is None or done.key is None:
        return None
    unit = keys[done.key]
    return case.home_unit if unit in by.units and unit != case.home_unit else unit


def _ask(
    by: Actor, event: CaseEvent, before: int, after: int, chosen: Sequence[CasePerson], words: str, unit: int
) -> CaseEvent:
    case, asked = event.case, directory.unit_of(unit)
    with operation(events.RECOUNT_ASKED, by=by, target=("case", case.id), readers=case.readers) as op:
        row = Recount.objects.create(
            id=uuid7(), case=case, event=event, people_before=before, people_after=after,
            surplus=[each.id for each in chosen], reason=words, asked_unit=unit, asked_at=clock.now(), asked_by=by.id,
            **case.ownership(),
        )  # fmt: skip
        op.add(event=event.id, before=before, people=after, to_unit=unit)
        open_duty(
            by=SYSTEM,
            kind=CONFIRM_NUMBER,
            subject=("case", case.id),
            title=Bilingual(
                f"Confirm for {case.number}: {after} people were found, not {before}",
                f"{case.number} में पुष्टि करें: {after} व्यक्ति मिले थे, {before} नहीं",
            ),
            owner_role=role_at(unit, otherwise=ANSWERS.get(asked.kind, "ahtu_in_charge")),
            owner_audience=unit,
            due_at=clock.now() + ANSWERED_WITHIN,
            readers=case.readers,
            home_state=case.home_state,
            link=f"/cases/{case.id}/recounts/{row.id}/",
            escalate=up_the_line(unit),
            key=f"recount:{row.id}",
            opener_unit=case.home_unit,
        )
    return event


def answer_recount(*, by: Actor, recount_id: UUID, agrees: bool, note: str = "") -> Recount:
    """Confirm or deny a lower number, for the unit that took the people over.

    Confirmed, the number counts and the surplus entries are cancelled; denied, with a reason, both stay as they were.
    Raises Unseen, Refused, Invalid.
    """
    with operation(events.RECOUNT_ANSWERED, by=by) as op:
        row = recount_or_unseen(by, recount_id)
        case = case_or_unseen(by, row.case_id, lock=True)
        policies.may_answer_recount(by, row)
        words = note.strip() if agrees else good_reason(note)
        event = row.event
        event.case = case
        if agrees and event.is_void:
            raise Refused(_("The event was cancelled since. Answer that the number is not right."))
        if agrees:
            chosen = CasePerson.objects.filter(pk__in=row.surplus, voided_at__isnull=True)
            _set_number(op, by, event, row.people_after, row.reason, None)
            _cancel(op, by, chosen, row.reason)
            op.also(events.PEOPLE_RECOUNTED, ("case", case.id), case.readers, event=event.id, people=row.people_after)
        row.revise(
            expected=None,
            changes={
                "state": RecountState.AGREED if agrees else RecountState.DENIED,
                "answered_at": clock.now(), "answered_by": by.id, "answer": words,
            },
        )  # fmt: skip
        op.about("case", case.id, case.readers)
        op.add(agreed=agrees, event=event.id)
        with acting_as(SYSTEM, op=op.id):
            _end_asking(case, row, agrees=agrees)
    return row


def _end_asking(case: Case, row: Recount, *, agrees: bool) -> None:
    for duty in Duty.objects.waiting().filter(key=f"recount:{row.id}"):
        do_duty(by=SYSTEM, duty=duty, proof=f"recount {row.id}")
    said = ("confirmed", "पुष्टि हुई") if agrees else ("not confirmed", "पुष्टि नहीं हुई")
    notify(
        people=[case.owner],
        words=Bilingual(
            f"{case.number}: {row.people_after} people instead of {row.people_before} {said[0]}",
            f"{case.number}: {row.people_before} के स्थान पर {row.people_after} व्यक्ति, {said[1]}",
        ),
        link=f"/cases/{case.id}/",
        key=f"recount:{row.id}",
        audience=case.home_unit,
        home_state=case.home_state,
    )
