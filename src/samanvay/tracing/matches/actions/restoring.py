"""The way home: the person's own word, the verification of the home, the day of return. Nobody is sent home unasked."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.duties.wording import checked_text
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.recording.checks import known_code
from samanvay.recording.submissions import Captured, captured_or_new, one_at_a_time

from ... import events
from ...kinds import LANGUAGES
from ...models import Candidate, Entry, Restoration
from ...states import CONSENTS, HOMES, RETURNED_TO, CandidateState, EntryState, RestorationState
from .. import duties as match_duties
from .. import policies
from ..queries import candidate_or_unseen
from ..sides import opened_to
from .accepting import bring_to
from .sight import follow_consent

SHORTEST_ORDER = 3
LONGEST_ORDER = 80


def begin_restoration(
    *, by: Actor, entry_id: UUID, candidate_id: UUID | None = None, captured: Captured | None = None
) -> Restoration:
    """Begin the way home of a found person, of an accepted match or without one. Raises Unseen, Refused, Invalid.

    A grown-up, and whoever is not known to be a child, is asked first.
    """
    sent = captured_or_new(captured)
    with operation(events.RESTORATION_BEGUN, by=by) as op:
        one_at_a_time(sent.submission_id)
        found = Entry.objects.select_for_update().filter(pk=entry_id).first()
        if found is None:
            raise Unseen
        known = Restoration.objects.filter(found=found).first()
        if known is not None:
            op.keep_silent()
            return known
        policies.may_begin_restoration(by, found)
        pair = _pair_of(by, found, candidate_id)
        with_missing = pair is not None and found.is_child
        restoration = Restoration.objects.create(
            found=found,
            candidate=pair,
            state=RestorationState.HOME_CHECK if found.is_child else RestorationState.CONSENT,
            begun_at=clock.now(),
            begun_by=by.id,
            readers=sorted({*found.readers, *(pair.left_units if with_missing and pair else ())}),
            home_unit=found.home_unit,
            home_state=found.home_state,
            **sent.columns(),
        )
        op.about("restoration", restoration.id, restoration.readers)
        op.add(entry=found.id, candidate=pair.id if pair else None)
    return restoration


def _pair_of(by: Actor, found: Entry, candidate_id: UUID | None) -> Candidate | None:
    if candidate_id is None:
        return None
    pair = candidate_or_unseen(by, candidate_id)
    if pair.right_id != found.id:
        raise Invalid("candidate", _("This match is of another person."))
    if pair.state not in policies.AGREED:
        raise Refused(_("The nodal officers of both sides must accept the match first."))
    return pair


def restoration_or_unseen(by: Actor, restoration_id: UUID, *, lock: bool = False) -> Restoration:
    """Return a way home that the actor reads. Raises Unseen, Refused where they read no register at its units."""
    rows = Restoration.objects.select_for_update() if lock else Restoration.objects.select_related("found")
    found = rows.filter(pk=restoration_id).first()
    if found is None:
        raise Unseen
    policies.may_read_way_home(by, found)
    return found


def _led(by: Actor, restoration_id: UUID) -> tuple[Restoration, Entry]:
    """Return a way home with its entry, for one who leads it at the found person's unit."""
    restoration = restoration_or_unseen(by, restoration_id, lock=True)
    entry = Entry.objects.filter(pk=restoration.found_id).first()
    if entry is None:
        raise Refused(_("The unit where the person is must lead the restoration."))
    policies.may_lead_home(by, entry)
    return restoration, entry


def _note(op: Operation, restoration: Restoration, before: str) -> None:
    op.about("restoration", restoration.id, restoration.readers)
    op.add(before=before, to=str(restoration.state), entry=restoration.found_id)


def record_consent(
    *, by: Actor, restoration_id: UUID, consent: str, language: str, expected: int | None = None
) -> Restoration:
    """Record what the person said, in their own language, of the family's being told and of going home.

    A grown-up's word decides, and may change until they are home: refused, everything that tells the place closes
    again. A child is heard; the committee decides.
    """
    known_code("consent", consent, CONSENTS)
    known_code("language", language, LANGUAGES)
    with operation(events.RESTORATION_MOVED, by=by) as op:
        restoration, found = _led(by, restoration_id)
        before = restoration.state
        if before == RestorationState.RESTORED:
            policies.may_follow(restoration, RestorationState.CONSENT)
        changes: dict[str, Any] = {
            "consent": consent,
            "consent_at": clock.now(),
            "consent_by": by.id,
            "consent_language": language,
        }
        if not found.is_child:
            to = RestorationState.HOME_CHECK if consent == "given" else RestorationState.REFUSED
            if consent != "given" or before in (RestorationState.CONSENT, RestorationState.REFUSED):
                if before != to:
                    policies.may_follow(restoration, to)
                changes["state"] = to
            changes["readers"] = _readers_by(restoration, found, told=consent == "given", op=op.id)
        restoration.revise(expected=expected, changes=changes)
        _note(op, restoration, before)
        op.add(consent=consent)
        if not found.is_child:
            follow_consent(found, op=op.id)
        if restoration.state == RestorationState.REFUSED:
            gone = _("The person does not consent.")
            match_duties.close(
                ("restoration", restoration.id), match_duties.CHECK_HOME, match_duties.BRING_HOME, op=op.id, reason=gone
            )
    return restoration


def _readers_by(restoration: Restoration, found: Entry, *, told: bool, op: UUID) -> list[int]:
    """Return who reads a grown-up's way home: their own line, and once they consented the side that seeks."""
    seeking = restoration.candidate.left_units if told and restoration.candidate is not None else []
    asked = directory.readers_for(restoration.home_unit_asked) if told and restoration.home_unit_asked else []
    with acting_as(SYSTEM, op=op):
        own = set(found.readers) - opened_to(found)  # what an earlier word of theirs opened is no line of theirs
    return sorted({*own, *seeking, *asked})


def ask_home_check(*, by: Actor, restoration_id: UUID, unit: int, expected: int | None = None) -> Restoration:
    """Ask a unit in the home district, by its audience, to verify that the home is safe."""
    with operation(events.RESTORATION_MOVED, by=by) as op:
        restoration, found = _led(by, restoration_id)
        before = restoration.state
        if before not in (RestorationState.HOME_CHECK, RestorationState.UNSAFE):
            raise Refused(
                _(
                    "Home verification can be asked for only after the person consents, and until the home is found "
                    "safe."
                )
            )
        try:
            asked = directory.unit_of(unit)
        except Unseen:
            raise Invalid("unit", _("Choose from the list.")) from None
        if any(held.audience == asked.audience for held in by.grants):
            raise Invalid("unit", _("Another office verifies the home. Choose a unit where you are not posted."))
        gone = _("Another unit was asked.")
        match_duties.close(("restoration", restoration.id), match_duties.CHECK_HOME, op=op.id, reason=gone)
        restoration.revise(
            expected=expected,
            changes={
                "state": RestorationState.HOME_CHECK,
                "home_unit_asked": asked.audience,
                "home_asked_at": clock.now(),
                "home_is": "",
                "readers": sorted({*restoration.readers, *directory.readers_for(asked.audience)}),
            },
        )
        _note(op, restoration, before)
        op.add(unit=asked.audience)
        restoration.found = found
        match_duties.ask_for_home_check(restoration, asked.audience, op=op.id)
    return restoration


def answer_home_check(
    *,
    by: Actor,
    restoration_id: UUID,
    home_is: str,
    on: date,
    words: str,
    pii_answer: str = "",
    expected: int | None = None,
) -> Restoration:
    """Answer for the unit that was asked what the home is like: safe, not safe or not found, and who saw it."""
    known_code("home_is", home_is, HOMES)
    said, _answered = checked_text(
        "words", words, by=by, pii_answer=pii_answer, missing=_("Write who went there and what they saw.")
    )
    if on > clock.today():
        raise Invalid("on", _("This date is in the future."))
    with operation(events.RESTORATION_MOVED, by=by) as op:
        restoration = restoration_or_unseen(by, restoration_id, lock=True)
        policies.may_answer_home_check(by, restoration)
        before = restoration.state
        to = {"safe": RestorationState.READY, "unsafe": RestorationState.UNSAFE}.get(home_is, before)
        restoration.revise(
            expected=expected,
            changes={
                "state": to,
                "home_is": home_is,
                "home_checked_on": on,
                "home_checked_by": by.id,
                "home_words": said,
            },
        )
        _note(op, restoration, before)
        op.add(home_is=home_is)
        match_duties.close(("restoration", restoration.id), match_duties.CHECK_HOME, op=op.id, proof=f"home: {home_is}")
        if to == RestorationState.READY:
            match_duties.ask_to_bring_home(restoration, op=op.id)
    return restoration


def override_unsafe_home(*, by: Actor, restoration_id: UUID, order: str, expected: int | None = None) -> Restoration:
    """Let somebody go back to a home found unsafe: only by an order that is named, of a committee or a court."""
    reference = _reference("order", order, _("Enter the order of the committee or court that allows it."))
    with operation(events.RESTORATION_MOVED, by=by) as op:
        restoration, _found = _led(by, restoration_id)
        before = restoration.state
        if before != RestorationState.UNSAFE:
            raise Refused(_("Such an order is needed only if the home was found unsafe."))
        restoration.revise(
            expected=expected,
            changes={"state": RestorationState.READY, "override_order": reference, "override_by": by.id},
        )
        _note(op, restoration, before)
        op.add(by_order=True)
        match_duties.ask_to_bring_home(restoration, op=op.id)
    return restoration


def return_home(
    *, by: Actor, restoration_id: UUID, on: date, to: str, order: str = "", expected: int | None = None
) -> Restoration:
    """Record that somebody came home: which day, to whom; a child only by an order of the Child Welfare Committee."""
    known_code("to", to, RETURNED_TO)
    if on > clock.today():
        raise Invalid("on", _("This date is in the future."))
    with operation(events.RESTORATION_MOVED, by=by) as op:
        restoration, found = _led(by, restoration_id)
        before = restoration.state
        policies.may_follow(restoration, RestorationState.RESTORED)
        if restoration.home_checked_by == by.id:
            raise Refused(_("You verified the home yourself. Another officer must record the return."))
        if found.is_child:
            missing = _(
                "A child is restored only by order of the Child Welfare Committee. Enter the order's number and date."
            )
            order = _reference("order", order, missing)
        restoration.revise(
            expected=expected,
            changes={
                "state": RestorationState.RESTORED,
                "returned_on": on,
                "returned_to": to,
                "order_reference": order.strip()[:LONGEST_ORDER],
            },
        )
        _note(op, restoration, before)
        match_duties.close(
            ("restoration", restoration.id), match_duties.BRING_HOME, op=op.id, proof=f"home on {on.isoformat()}"
        )
        bring_to(found.id, EntryState.RESTORED, op=op.id, on=on)
        pair = restoration.candidate
        if pair is not None and pair.state == CandidateState.VERIFIED:
            bring_to(pair.left_id, EntryState.RESTORED, op=op.id, on=on)
    return restoration


def _reference(field: str, said: str, missing: str) -> str:
    kept = said.strip()
    if len(kept) < SHORTEST_ORDER:
        raise Invalid(field, missing)
    if len(kept) > LONGEST_ORDER:
        raise Invalid(field, _("At most %(n)d characters.") % {"n": LONGEST_ORDER})
    return kept
