"""Writing an advisory: its draft, changing and setting it aside, correcting what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, Held, acting_as
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii_of_fields, refuse_pii
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured, captured_or_new, once

from ...models import Advisory, AdvisoryMeasure, AdvisoryText, MeasureVersion, Recipient
from ...playbook.vocabulary import Proof
from .. import events, policies
from ..addressees import Addressee
from ..clocks import LONGEST_ANSWER_DAYS, LONGEST_DO_DAYS, USUAL_ANSWER_DAYS, USUAL_DO_DAYS
from ..notices import notify_recipients
from ..states import AdvisoryState

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000
LONGEST_REASON = 300
MOST_MEASURES = 8
MOST_RECIPIENTS = 300


@dataclass(frozen=True, slots=True)
class AdvisoryWords:
    """The words of an advisory; one language suffices."""

    title_en: str = ""
    title_hi: str = ""
    text_en: str = ""
    text_hi: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a draft holds. ``seats`` are the recipients, ``parts`` what a district is on the route."""

    said: AdvisoryWords
    seats: Sequence[Addressee] = ()
    measures: Sequence[MeasureVersion] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    source: str = "hand"
    source_key: str = ""
    route: Sequence[str] = ()
    forms: Sequence[str] = ()
    lures: Sequence[str] = ()
    disparities: Sequence[str] = ()
    answer_days: int = USUAL_ANSWER_DAYS
    do_days: int = USUAL_DO_DAYS


def draft_advisory(*, by: Actor, content: Content, pii_answer: str = "", captured: Captured | None = None) -> Advisory:
    """Keep an advisory as a draft of the writer's unit; nobody else sees it before it is sent.

    Raises Refused, Invalid (PersonalDataFound).
    """
    policies.may_send_advisory(by)
    said, is_answered = _checked(content, by, pii_answer)
    held = sender_of(by)
    unit = directory.unit_of(held.audience)
    sent = captured_or_new(captured)
    with operation(events.ADVISORY_DRAFTED, by=by, readers=[held.audience]) as op:
        if known := once(op, Advisory, sent.submission_id, made_by=by.id):
            return known
        advisory = Advisory.objects.create(
            **_pattern(content),
            role=held.role,
            made_at=clock.now(),
            made_by=by.id,
            readers=sorted({SYSTEM_AUDIENCE, held.audience}),
            home_unit=held.audience,
            home_state=unit.home_state,
            **sent.columns(),
        )
        _write_text(by, advisory, said, 1, is_answered)
        _put_measures(advisory, content.measures)
        _put_recipients(advisory, content)
        op.about("advisory", advisory.pk)
        op.add(source=content.source, recipients=len(content.seats))
    return advisory


def change_draft(
    *, by: Actor, advisory: Advisory, content: Content, pii_answer: str = "", expected: int | None = None
) -> Advisory:
    """Change everything of a draft; the pattern that it came from stays."""
    policies.may_change_draft(by, advisory)
    said, is_answered = _checked(content, by, pii_answer)
    readers = advisory.readers
    with operation(events.ADVISORY_CHANGED, by=by, target=("advisory", advisory.pk), readers=readers):
        changes = {"answer_days": content.answer_days, "do_days": content.do_days}
        advisory.revise(expected=expected, changes={**changes, "text_no": advisory.text_no + 1})
        _write_text(by, advisory, said, advisory.text_no, is_answered)
        advisory.measures.all().delete()
        advisory.recipients.all().delete()
        _put_measures(advisory, content.measures)
        _put_recipients(advisory, content)
    return advisory


def discard_draft(*, by: Actor, advisory: Advisory, expected: int | None = None) -> Advisory:
    """Set a draft aside; it stays on record and leaves the lists."""
    policies.may_change_draft(by, advisory)
    with operation(events.ADVISORY_DISCARDED, by=by, target=("advisory", advisory.pk), readers=advisory.readers):
        advisory.revise(expected=expected, changes={"state": AdvisoryState.DISCARDED})
    return advisory


def correct_advisory(
    *,
    by: Actor,
    advisory: Advisory,
    said: AdvisoryWords,
    reason: str,
    pii_answer: str = "",
    expected: int | None = None,
) -> AdvisoryText:
    """Correct the text of a sent advisory by a new one; the recipients are told, the old text stays readable."""
    policies.may_manage_advisory(by, advisory)
    kept, is_answered = _checked(Content(said), by, pii_answer)
    why = checked_reason(reason)
    with operation(events.ADVISORY_CORRECTED, by=by, target=("advisory", advisory.pk), readers=advisory.readers) as op:
        advisory.revise(expected=expected, changes={"text_no": advisory.text_no + 1})
        text = _write_text(by, advisory, kept, advisory.text_no, is_answered, why)
        notify_recipients(advisory, text.title, "corrected", op.id)
    return text


def sender_of(by: Actor) -> Held:
    """Return the role and unit in which a person sends advisories. Raises Refused."""
    policies.may_send_advisory(by)
    return next(held for held in by.grants if _sends(by, held))


def _sends(by: Actor, held: Held) -> bool:
    from samanvay.access.roles import BY_CODE

    permission = Permission.ADVISORY_SEND
    return permission in BY_CODE[held.role].permissions and holds(by, permission, audience=held.audience)


def _pattern(content: Content) -> dict[str, Any]:
    return {
        "source": content.source,
        "source_key": content.source_key,
        "route": list(content.route),
        "forms": list(content.forms),
        "lures": list(content.lures),
        "disparities": list(content.disparities),
        "answer_days": content.answer_days,
        "do_days": content.do_days,
    }


def _checked(content: Content, by: Actor, pii_answer: str) -> tuple[AdvisoryWords, bool]:
    """Return the words as kept, and whether their writer answered for something in them."""
    given = content.said
    said = AdvisoryWords(*(_trimmed(each) for each in (given.title_en, given.title_hi, given.text_en, given.text_hi)))
    if not said.title_en and not said.title_hi:
        raise Invalid("title_en", _("Enter a title in English or in Hindi."))
    if not said.text_en and not said.text_hi:
        raise Invalid("text_en", _("Write what you advise, in English or in Hindi."))
    for name, longest in (
        *(("title_en", LONGEST_TITLE), ("title_hi", LONGEST_TITLE)),
        *(("text_en", LONGEST_TEXT), ("text_hi", LONGEST_TEXT)),
    ):
        if len(getattr(said, name)) > longest:
            raise Invalid(name, _("At most %(n)d characters.") % {"n": longest})
    found = check_pii_of_fields(asdict(said), by=by, pii_answer=pii_answer)
    if not 1 <= content.answer_days <= LONGEST_ANSWER_DAYS:
        raise Invalid("answer_days", _("Enter the number of days, from 1 to %(most)d.") % {"most": LONGEST_ANSWER_DAYS})
    if not 1 <= content.do_days <= LONGEST_DO_DAYS:
        raise Invalid("do_days", _("Enter the number of days, from 1 to %(most)d.") % {"most": LONGEST_DO_DAYS})
    if len(content.measures) > MOST_MEASURES:
        raise Invalid("measures", _("At most %(n)d measures.") % {"n": MOST_MEASURES})
    if len(content.seats) > MOST_RECIPIENTS:
        raise Invalid("districts", _("At most %(n)d recipients.") % {"n": MOST_RECIPIENTS})
    return said, bool(found)


def _trimmed(words: str) -> str:
    return "\n".join(line.rstrip() for line in words.strip().splitlines())


def checked_reason(reason: str, field: str = "reason", longest: int = LONGEST_REASON) -> str:
    """Return a reason that names nobody. Raises Invalid."""
    kept = " ".join(reason.split())
    if not kept:
        raise Invalid(field, _("Give the reason."))
    if len(kept) > longest:
        raise Invalid(field, _("At most %(n)d characters.") % {"n": longest})
    refuse_pii(field, kept)
    return kept


def _write_text(
    by: Actor, advisory: Advisory, said: AdvisoryWords, no: int, is_answered: bool, reason: str = ""
) -> AdvisoryText:
    text = AdvisoryText.objects.create(
        advisory=advisory,
        no=no,
        title_en=said.title_en,
        title_hi=said.title_hi,
        text_en=said.text_en,
        text_hi=said.text_hi,
        names_nobody=is_answered,
        reason=reason,
        written_at=clock.now(),
        written_by=by.id,
        **advisory.ownership(),
    )
    return text


def _put_measures(advisory: Advisory, versions: Iterable[MeasureVersion]) -> None:
    AdvisoryMeasure.objects.bulk_create(
        AdvisoryMeasure(
            advisory=advisory,
            version_sent=version,
            measure_id=version.measure_id,
            position=position,
            **advisory.ownership(),
        )
        for position, version in enumerate(versions)
    )


def _put_recipients(advisory: Advisory, content: Content) -> None:
    asks = any(version.second_check for version in content.measures)
    Recipient.objects.bulk_create(
        new_recipient(advisory, seat, content.parts.get(seat.district, ""), asks) for seat in content.seats
    )


def new_recipient(advisory: Advisory, seat: Addressee, part: str, asks_check: bool) -> Recipient:
    """Return a recipient of a draft, unsaved: seen by the sender's unit alone until it is sent."""
    return Recipient(
        id=uuid7(),
        advisory=advisory,
        unit=seat.unit.audience,
        district=seat.district,
        role=seat.role,
        part=part,
        asks_check=asks_check,
        **advisory.ownership(),
    )


def proof_of(advisory: Advisory) -> Proof:
    """Return the strongest proof that the measures of an advisory ask for; words where it has none."""
    with acting_as(SYSTEM):
        asked = [each.version_sent.proof for each in advisory.measures.select_related("version_sent")]
    order = list(Proof)
    return max((Proof(each) for each in asked), key=order.index) if asked else Proof.WORDS
