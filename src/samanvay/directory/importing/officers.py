"""Writing a list of officers, many at a time, and taking it back.

A new number makes an officer and a posting; a known one is brought up to date and, where the unit or role
differs, transferred. An empty cell changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.access.users.actions import end_grant
from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.directory.policies import require_post
from samanvay.importing import Outcome, Result, Row
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refusal
from samanvay_insight.script import to_latin

from ..officers.actions.officers import EDITABLE
from ..officers.actions.postings import check_fit, give_access, post_officer, transfer_officer


@dataclass(frozen=True, slots=True)
class Written:
    """An outcome, with what must be known to take it back."""

    outcome: Outcome
    before: dict[str, Any] = field(default_factory=dict)


def _values(row: Row) -> dict[str, Any]:
    """Return the fields of the officer; a name in Devanagari alone is also written in Latin letters."""
    told = {name: row.values[name] for name in EDITABLE if row.values.get(name)}
    name = str(told.get("name", ""))
    if name and not any(letter.isascii() and letter.isalpha() for letter in name):
        told.setdefault("name_hi", name)
        told["name"] = to_latin(name).title()
    return told


def write_officers(rows: Sequence[Row], *, by: Actor, home_state: str) -> list[Written]:
    """Write checked rows of a list of officers of a state in one operation; answers row by row in order."""
    require_post(by, home_state)
    today = clock.today()
    numbers = {row.number: str(row.values["employee_no"]).upper() for row in rows}
    known = {
        officer.employee_no: officer
        for officer in Officer.objects.standing().filter(home_state=home_state, employee_no__in=numbers.values())
    }
    units = {str(unit.id): unit for unit in Unit.objects.filter(pk__in={row.values["unit"] for row in rows})}
    held: dict[UUID, list[Posting]] = {}
    for posting in (
        Posting.objects.in_force(today).filter(officer__in=known.values()).select_related("unit", "grant", "officer")
    ):
        held.setdefault(posting.officer_id, []).append(posting)
    written: dict[int, Written] = {}
    fresh: list[tuple[Row, Officer, Posting]] = []
    with operation(events.OFFICERS_IMPORTED, by=by, target=("place", home_state)) as op:
        for row in rows:
            unit = units[str(row.values["unit"])]
            officer = known.get(numbers[row.number])
            try:
                if officer is not None:
                    written[row.number] = _renew(row, officer, held.get(officer.id, []), unit, by)
                else:
                    fresh.append((row, *_fresh(row, numbers[row.number], unit, home_state, today)))
            except Refusal as refusal:
                if refusal.status >= 500:
                    raise
                written[row.number] = Written(Outcome(row.number, Result.REFUSED, words=refusal.words))
        Officer.objects.bulk_create([officer for _row, officer, _posting in fresh], batch_size=1_000)
        Posting.objects.bulk_create([posting for _row, _officer, posting in fresh], batch_size=1_000)
        for row, officer, posting in fresh:
            written[row.number] = Written(
                Outcome(row.number, Result.CREATED, reference=str(officer.id), version=officer.version),
                {"posting": str(posting.id)},
            )
        op.add(
            created=[str(officer.id) for _row, officer, _posting in fresh],
            updated=[one.outcome.reference for one in written.values() if one.outcome.result is Result.UPDATED],
        )
        if not fresh and not any(one.outcome.wrote for one in written.values()):
            op.keep_silent()
    return [written[row.number] for row in rows]


def _fresh(row: Row, number: str, unit: Unit, home_state: str, today: date) -> tuple[Officer, Posting]:
    since = row.values.get("since") or today
    role = str(row.values["role"])
    check_fit(role, unit, since)
    officer = Officer(employee_no=number, home_state=home_state, **_values(row))
    posting = Posting(officer=officer, unit=unit, role=role, since=since, order_no=row.values.get("order_no") or "")
    return officer, posting


def _renew(row: Row, officer: Officer, held: list[Posting], unit: Unit, by: Actor) -> Written:
    changes = {name: value for name, value in _values(row).items() if value != getattr(officer, name)}
    role = str(row.values["role"])
    before: dict[str, Any] = {"fields": {name: getattr(officer, name) for name in changes}}
    stays = any(posting.unit_id == unit.id and posting.role == role for posting in held)
    if not changes and stays:
        return Written(Outcome(row.number, Result.UNCHANGED, reference=str(officer.id), version=officer.version))
    since = row.values.get("since") or clock.today()
    order_no = row.values.get("order_no") or ""
    with operation(
        events.OFFICER_AMENDED, by=by, target=("officer", officer.id), fields=sorted(changes), row=row.number
    ):
        officer.revise(expected=None, changes=changes)
        if not stays:
            before.update(_transfer(officer, held, unit, role, since, order_no, by))
    return Written(Outcome(row.number, Result.UPDATED, reference=str(officer.id), version=officer.version), before)


def _transfer(
    officer: Officer, held: list[Posting], unit: Unit, role: str, since: date, order_no: str, by: Actor
) -> dict[str, Any]:
    if len(held) > 1:
        raise Invalid(
            "unit", _("%(name)s has more than one posting. Transfer them on the officer's page.") % {"name": officer}
        )
    if not held:
        made = post_officer(by=by, officer=officer, unit=unit, role=role, since=since, order_no=order_no)
        return {"posting": str(made.id)}
    old = held[0]
    if old.grant is not None and old.grant.is_of_state:
        raise Invalid(
            "unit", _("%(name)s holds a state-level role. Transfer them on the officer's page.") % {"name": officer}
        )
    if since <= old.since:
        raise Invalid("since", _("The present posting began only on %(day)s. Choose a later day.") % {"day": old.since})
    until = old.until
    made = transfer_officer(by=by, posting=old, unit=unit, role=role, on=since, order_no=order_no)
    return {
        "posting": str(made.id),
        "ended": str(old.id),
        "ended_until": until.isoformat() if until else None,
    }


def revert_officers(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, home_state: str, reason: str
) -> dict[int, Any]:
    """Take written rows back; returns, by row, why one was left as it is: somebody changed the record since.

    An officer made by the list is voided with the posting, many in one statement; one brought up to date gets
    back what was there.
    """
    require_post(by, home_state)
    left: dict[int, Any] = {}
    created = [(outcome, before) for outcome, before in written if outcome.result is Result.CREATED]
    with operation(events.OFFICERS_IMPORT_UNDONE, by=by, target=("place", home_state)) as op:
        taken = _void_created(created, left, by, reason)
        for outcome, before in written:
            if outcome.result is not Result.UPDATED:
                continue
            try:
                _restore(outcome, before, by, reason)
            except Refusal as refusal:
                if refusal.status >= 500:
                    raise
                left[outcome.row] = refusal.words
        op.add(voided=taken, left=sorted(left))
        if len(left) == len(written):
            op.keep_silent()
    return left


def _void_created(
    created: Sequence[tuple[Outcome, Mapping[str, Any]]], left: dict[int, Any], by: Actor, reason: str
) -> list[str]:
    officers = Officer.objects.standing().in_bulk([outcome.reference for outcome, _before in created])
    postings: dict[UUID, list[Posting]] = {}
    for posting in Posting.objects.standing().filter(officer__in=officers.values()):
        postings.setdefault(posting.officer_id, []).append(posting)
    voided: list[UUID] = []
    for outcome, before in created:
        officer = officers.get(UUID(outcome.reference))
        if officer is None or officer.version != outcome.version:
            left[outcome.row] = _("Not undone: changed since.")
            continue
        held = postings.get(officer.id, [])
        if officer.user_id is not None or [str(one.id) for one in held] != [before.get("posting")]:
            left[outcome.row] = _("Not undone: the officer has signed in or was posted since.")
        elif held[0].until is not None:
            left[outcome.row] = _("Not undone: the posting was changed since.")
        else:
            voided.append(officer.id)
    void = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason, "version": F("version") + 1}
    Posting.objects.standing().filter(officer__in=voided).update(**void)
    Officer.objects.filter(pk__in=voided).update(**void)
    return [str(one) for one in voided]


def _restore(outcome: Outcome, before: Mapping[str, Any], by: Actor, reason: str) -> None:
    officer = Officer.objects.standing().filter(pk=outcome.reference).first()
    if officer is None or officer.version != outcome.version:
        raise Invalid("officer", _("Not undone: changed since."))
    made = Posting.objects.select_related("unit", "grant").filter(pk=before.get("posting")).first()  # type: ignore[misc]  # None finds none
    if made is not None and (made.voided_at is not None or made.until is not None):
        raise Invalid("posting", _("Not undone: the posting was changed since."))
    with operation(events.OFFICERS_IMPORT_UNDONE, by=by, target=("officer", officer.id)):
        if made is not None:
            void = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason}
            made.revise(expected=None, changes=void)
            if made.grant is not None:
                end_grant(by=by, grant=made.grant, until=clock.today() - timedelta(days=1))
        if before.get("fields"):
            officer.revise(expected=None, changes=dict(before["fields"]))
        if before.get("ended"):
            _reopen(officer, before, by)


def _reopen(officer: Officer, before: Mapping[str, Any], by: Actor) -> None:
    old = Posting.objects.select_related("unit").get(pk=before["ended"])
    until = before.get("ended_until")
    old.revise(
        expected=None,
        changes={
            "until": date.fromisoformat(until) if until else None,
            "voided_at": None,
            "voided_by": None,
            "void_reason": "",
            "grant": None,
        },
    )
    give_access(by=by, posting=old, officer=officer)
