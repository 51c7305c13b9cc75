"""Writing sheets of members, a batch at a time, closing who left, and taking it back.

A new number makes a member; a known one is brought up to date, in another unit transferred, gone before taken up again.
An empty cell changes nothing, and an older day of training does not replace a later one. A batch of a thousand rows is
half a dozen queries.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from samanvay.audit.operations import operation
from samanvay.directory.importing.officers import Written
from samanvay.directory.models import Unit
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.importing import Outcome, Result, Row
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid, Refusal
from samanvay_insight.script import to_latin

from ...models import Member
from .. import events, policies
from ..readers import access_of_units
from ..vocabulary import rank_of
from .certificates import certified_days

TOLD = ("name", "name_hi", "service", "rank", "sex", "languages", "leave_from", "leave_until", "trained_on")
HOME = ("unit_id", "district", "home_unit", "readers")
DAYS = ("leave_from", "leave_until", "trained_on", "left_on")
CHANGED = (*TOLD, *HOME, "certified_on", "left_on", "left_by", "version")
ALIKE = 45.0  # below so much of a hundred two names are not one person's, whatever was misspelt


def write_members(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Write checked rows of a sheet in one operation; answers row by row in order."""
    policies.may_keep_roll(by)
    numbers = {row.number: str(row.values["employee_no"]).upper() for row in rows}
    written: dict[int, Written] = {}
    fresh: list[Member] = []
    changed: list[Member] = []
    with (
        operation(events.MEMBERS_IMPORTED, by=by, target=("import", run.id), readers=run.readers) as op,
        # A number may stand in another line's roll, whose rows the importer does not read.
        acting_as(SYSTEM, op=op.id),
    ):
        found = Member.objects.standing().filter(home_state=run.home_state, employee_no__in=numbers.values())
        known = {each.employee_no: each for each in found.select_for_update()}
        units = Unit.objects.filter(pk__in={row.values["unit"] for row in rows}).select_related("place")
        homes = access_of_units(units)
        days = certified_days(run.home_state, numbers.values())
        for row in rows:
            home, number = homes[UUID(str(row.values["unit"]))], numbers[row.number]
            member = known.get(number)
            try:
                policies.may_keep_members_of(by, home["readers"])
                if member is None:
                    member = Member(employee_no=number, certified_on=days.get(number), **_told(row, None), **home)
                    member.service = member.service or _service(row, units)
                    fresh.append(member)
                    written[row.number] = Written(_outcome(row, Result.CREATED, member))
                    continue
                written[row.number] = _renew(row, member, home, days.get(number), by)
            except Refusal as refusal:
                if refusal.status >= 500:
                    raise
                written[row.number] = Written(Outcome(row.number, Result.REFUSED, words=refusal.words))
            else:
                if written[row.number].outcome.result is Result.UPDATED:
                    changed.append(member)
        insert_many(Member, fresh)
        _keep(changed)
        op.add(created=len(fresh), updated=len(changed))
        if not fresh and not changed:
            op.keep_silent()
    return [written[row.number] for row in rows]


def _keep(members: Sequence[Member]) -> None:
    """Write changed members in one statement; their rows are locked."""
    if members:
        Member.objects.bulk_create(members, update_conflicts=True, unique_fields=["id"], update_fields=list(CHANGED))


def _outcome(row: Row, result: Result, member: Member) -> Outcome:
    return Outcome(row.number, result, reference=str(member.pk), version=member.version)


def _service(row: Row, units: Iterable[Unit]) -> str:
    return next(each.compartment for each in units if str(each.pk) == str(row.values["unit"]))


def _told(row: Row, known: Member | None) -> dict[str, Any]:
    """Return what a row says of a member; a name in Devanagari alone is also written in Latin letters."""
    said = {name: row.values[name] for name in TOLD if row.values.get(name)}
    if "languages" in said:
        said["languages"] = list(said["languages"])
    if "rank" in said:
        said["rank"] = rank_of(said["rank"])
    if "leave_from" in said:
        said.setdefault("leave_until", None)
    name = str(said["name"])
    if not any(letter.isascii() and letter.isalpha() for letter in name):
        said.setdefault("name_hi", name)
        if known is not None and known.name_hi == said["name_hi"]:
            del said["name"]
        else:
            said["name"] = to_latin(name).title()
    if known is not None and known.trained_on and said.get("trained_on", date.max) < known.trained_on:
        del said["trained_on"]
    return said


def _renew(row: Row, member: Member, home: Mapping[str, Any], certified: date | None, by: Actor) -> Written:
    policies.may_amend_member(by, member)
    said = _told(row, member)
    if "name" in said and fuzz.token_sort_ratio(said["name"].casefold(), member.name.casefold()) < ALIKE:
        raise Invalid(
            "name",
            _(
                "On the roll this number belongs to %(name)s. Check the number. If the name has changed, correct "
                "it on the roll."
            )
            % {"name": member.names},
        )
    said |= {"certified_on": certified, "left_on": None, "left_by": None} | {name: home[name] for name in HOME}
    changes = {name: value for name, value in said.items() if value != getattr(member, name)}
    if not changes:
        return Written(_outcome(row, Result.UNCHANGED, member))
    before = {name: _json(getattr(member, name)) for name in changes if name != "certified_on"}
    for name, value in changes.items():
        setattr(member, name, value)
    member.version += 1
    return Written(_outcome(row, Result.UPDATED, member), {"fields": before})


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def close_leavers(*, by: Actor, run: ImportRun) -> int:
    """Close the members of the units that a whole sheet names who are not in it; returns how many.

    While a row of it still has a fault nobody is closed: whoever stands there may be the one who seems to be missing.
    """
    policies.may_keep_roll(by)
    with (
        operation(events.MEMBERS_LEFT, by=by, target=("import", run.id), readers=run.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        rows = ImportRow.objects.filter(run=run)
        if rows.filter(status__in=(ImportRow.Status.BAD, ImportRow.Status.REFUSED)).exists():
            op.keep_silent()
            return 0
        is_named = Exists(rows.filter(reference=Cast(OuterRef("pk"), CharField())))
        units = list(Member.objects.present().filter(is_named).order_by().values_list("unit", flat=True).distinct())
        gone = Member.objects.present().filter(~is_named, unit__in=units)
        count = gone.update(left_on=clock.today(), left_by=run.pk, version=F("version") + 1)
        op.add(left=count)
        if not count:
            op.keep_silent()
    return count


def reopen_leavers(*, by: Actor, run: ImportRun) -> int:
    """Take up again those whom an import found gone and nobody changed since; returns how many."""
    policies.may_keep_roll(by)
    with (
        operation(events.MEMBERS_IMPORT_UNDONE, by=by, target=("import", run.id), readers=run.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        gone = Member.objects.standing().filter(left_by=run.pk)
        count = gone.update(left_on=None, left_by=None, version=F("version") + 1)
        op.add(reopened=count)
        if not count:
            op.keep_silent()
    return count


def revert_members(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Take written rows back: new members are voided, others get back what was there; who was changed since stays."""
    policies.may_keep_roll(by)
    left: dict[int, Any] = {}
    restored: list[Member] = []
    voided: list[UUID] = []
    with (
        operation(events.MEMBERS_IMPORT_UNDONE, by=by, target=("import", run.id), readers=run.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        keys = [outcome.reference for outcome, _before in written]
        found = {str(each.pk): each for each in Member.objects.standing().filter(pk__in=keys).select_for_update()}
        for outcome, before in written:
            member = found.get(outcome.reference)
            if member is None or member.version != outcome.version:
                left[outcome.row] = _("Not undone: changed since.")
            elif outcome.result is Result.CREATED:
                voided.append(member.pk)
            else:
                for name, value in before["fields"].items():
                    setattr(member, name, _value(name, value))
                member.version += 1
                restored.append(member)
        _keep(restored)
        Member.objects.filter(pk__in=voided).update(
            voided_at=clock.now(), voided_by=by.id, void_reason=reason, version=F("version") + 1
        )
        op.add(voided=len(voided), restored=len(restored), left=sorted(left))
        if not voided and not restored:
            op.keep_silent()
    return left


def _value(name: str, kept: Any) -> Any:
    if kept is None:
        return None
    return date.fromisoformat(kept) if name in DAYS else UUID(kept) if name in ("unit_id", "left_by") else kept
