"""Fields and their values in words, for corrections, the history and the two sides of a conflict.

What has no words here is the machinery's (moments, who wrote, the version) and is not shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey, Model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samanvay.access.boxes.groups import FIELDS
from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.cases import kinds as of_cases
from samanvay.cases.fields import CASE_FIELDS, PERSON_FIELDS
from samanvay.cases.states import STAGES
from samanvay.directory.models import Place
from samanvay.directory.queries import units_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import DateError, read_day
from samanvay.kernel.refusals import Stale
from samanvay.recording.fields import Code, Codes
from samanvay.reports.models import Claim, SituationReport
from samanvay.tracing import kinds as of_tracing
from samanvay.tracing import states as of_searches
from samanvay.web.components.pieces import Side

NOT_SAID = "–"

WORDS: dict[str, Any] = {
    "absence": gettext_lazy("Reason for absence"),
    "address": gettext_lazy("Address"),
    "age_from": gettext_lazy("Age from"),
    "age_is_guessed": gettext_lazy("Age is approximate"),
    "age_to": gettext_lazy("Age to"),
    "amount": gettext_lazy("Amount in rupees"),
    "answer": gettext_lazy("Answer"),
    "answer_reference": gettext_lazy("Receiver's reference"),
    "answer_words": gettext_lazy("What the receiver says"),
    "at": gettext_lazy("Time"),
    "attested_document": gettext_lazy("Document as proof"),
    "category": gettext_lazy("Category when found"),
    "certainty": gettext_lazy("How it is known"),
    "contact": gettext_lazy("Contact"),
    "decline_reason": gettext_lazy("Reason"),
    "description": gettext_lazy("In a few words"),
    "destination": gettext_lazy("Ticket to"),
    "drop_reason": gettext_lazy("Reason"),
    "due_at": gettext_lazy("Due"),
    "edition": gettext_lazy("Edition"),
    "email": gettext_lazy("E-mail"),
    "employee_no": gettext_lazy("Employee number"),
    "event_kind": gettext_lazy("What happened"),
    "explained": gettext_lazy("Why the numbers differ"),
    "external": gettext_lazy("Number in another register"),
    "found_in": gettext_lazy("Found in"),
    "gone_for": gettext_lazy("Where or why they probably went"),
    "hall": gettext_lazy("Hall"),
    "handed_in": gettext_lazy("Handed over in"),
    "happened_earliest": pgettext_lazy("time", "From"),
    "happened_latest": gettext_lazy("To"),
    "happened_said": gettext_lazy("Date as stated"),
    "height_from": gettext_lazy("Height, from"),
    "height_to": gettext_lazy("Height, to"),
    "home": gettext_lazy("From where"),
    "home_checked_on": gettext_lazy("Home verified on"),
    "home_is": gettext_lazy("Result of the home verification"),
    "home_unit_asked": gettext_lazy("Unit that verifies the home"),
    "home_words": gettext_lazy("Home verification report"),
    "hour": gettext_lazy("Hour"),
    "how": gettext_lazy("When e-mails come"),
    "is_ordered": gettext_lazy("Order set by the chair"),
    "is_quiet": gettext_lazy("Nothing to report"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "languages": gettext_lazy("Languages"),
    "link": gettext_lazy("Link"),
    "mode": gettext_lazy("How they travelled there"),
    "name": gettext_lazy("Name"),
    "name_hi": gettext_lazy("Name in Hindi"),
    "not_handed": gettext_lazy("If not handed over: where"),
    "note": gettext_lazy("Other known details"),
    "noun": gettext_lazy("Shown as"),
    "occurred_earliest": pgettext_lazy("time", "From"),
    "occurred_latest": gettext_lazy("To"),
    "occurred_said": gettext_lazy("Date as stated"),
    "order_reference": gettext_lazy("Order number"),
    "origin": gettext_lazy("Ticket from"),
    "override_order": gettext_lazy("Order issued against the person's wish"),
    "owner": gettext_lazy("Responsible"),
    "owner_user": gettext_lazy("Responsible"),
    "parent": gettext_lazy("Unit or place it belongs to"),
    "pause_reason": gettext_lazy("Reason"),
    "period_from": gettext_lazy("First day"),
    "period_to": gettext_lazy("Last day"),
    "person": gettext_lazy("Person"),
    "phone": gettext_lazy("Phone"),
    "position": gettext_lazy("Order"),
    "proof": gettext_lazy("Proof"),
    "proof_document": gettext_lazy("Document as proof"),
    "proof_words": gettext_lazy("Proof"),
    "purge_after": gettext_lazy("To be erased on"),
    "rank": gettext_lazy("Rank"),
    "readers": gettext_lazy("Units that can see it"),
    "reason": gettext_lazy("Reason"),
    "receiver_unit": gettext_lazy("Receiver"),
    "reference": gettext_lazy("Number"),
    "retire_reason": gettext_lazy("Reason"),
    "returned_on": gettext_lazy("Returned on"),
    "returned_to": gettext_lazy("Returned to"),
    "review_words": gettext_lazy("Review remarks"),
    "rhythm": gettext_lazy("How often"),
    "role": gettext_lazy("Role"),
    "said": gettext_lazy("Text"),
    "service": gettext_lazy("Service"),
    "stage": gettext_lazy("Stage"),
    "starts_at": gettext_lazy("Begins"),
    "state": gettext_lazy("Status"),
    "stops": gettext_lazy("Stop-overs"),
    "submission": gettext_lazy("Report"),
    "text": gettext_lazy("Text"),
    "texts_of_own": gettext_lazy("Text messages of own tasks"),
    "to_role": gettext_lazy("Role"),
    "to_unit": gettext_lazy("Unit"),
    "told_by": gettext_lazy("Informant"),
    "train": gettext_lazy("Train number"),
    "travelled_earliest": gettext_lazy("Travelled from (date)"),
    "travelled_latest": gettext_lazy("Travelled until (date)"),
    "travelled_said": gettext_lazy("Travel dates as stated"),
    "until": gettext_lazy("Last day"),
    "valid_to": gettext_lazy("Last day"),
    "verified_how": gettext_lazy("How it was verified"),
    "verified_on": gettext_lazy("Verified on"),
    "verified_words": gettext_lazy("Verification remarks"),
    "via": gettext_lazy("On the way"),
    "void_reason": gettext_lazy("Reason for cancelling"),
    "waits_for_answer": gettext_lazy("Waiting for an answer"),
    "weekday": gettext_lazy("Day of the week"),
    "withdraw_reason": gettext_lazy("Reason"),
    "withdrawn_why": gettext_lazy("Reason"),
    "words": gettext_lazy("Text"),
    "words_back": gettext_lazy("Your remarks"),
    **{field.name: field.label for field in (*CASE_FIELDS, *PERSON_FIELDS) if field.name not in ("role", "occurred")},
}
# What a field is called on the pages of one noun where others call it otherwise.
OWN_WORDS: dict[type[Model], dict[str, Any]] = {
    SituationReport: {"narrative": gettext_lazy("What happened")},
    Claim: {"origin_id": gettext_lazy("From where"), "destination_id": gettext_lazy("To where")},
}
SEALED: dict[str, Bilingual] = {each.name: each.label for fields in FIELDS.values() for each in fields}

CODES: dict[str, Mapping[str, Any]] = {
    "category": of_tracing.CATEGORIES,
    "certainty": of_cases.CERTAINTIES,
    "event_kind": of_cases.EVENT_KINDS,
    "gone_for": of_tracing.GONE_FOR,
    "home_is": of_searches.HOMES,
    "kind": {**of_cases.ITEM_KINDS, **of_cases.EVENT_KINDS, **of_tracing.ENTRY_KINDS},
    "languages": of_tracing.LANGUAGES,
    "mode": of_cases.MODES,
    "noun": of_cases.NOUNS,
    "returned_to": of_searches.RETURNED_TO,
    "role": {**of_cases.PERSON_ROLES, **of_cases.LEG_ROLES},
    "stage": STAGES,
    "state": of_searches.ENTRY_STATES_OF_ALL,
    "to_role": {code: role.name for code, role in BY_CODE.items()},
    "told_by": of_tracing.TOLD_BY,
    "verified_how": of_searches.VERIFIED_HOW,
    **{
        field.name: field.codes
        for field in (*CASE_FIELDS, *PERSON_FIELDS)
        if isinstance(field, Code | Codes) and field.name != "role"
    },
}
PLACES = frozenset({"place", "home", "origin", "destination", "via", "stops"})
UNITS = frozenset({"readers", "receiver_unit", "to_unit", "home_unit_asked"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def field_words(name: str, model: type[Model] | None = None) -> str:
    """Return the words of a field, "" for one of the machinery."""
    own = OWN_WORDS.get(model, {}).get(name) if model else None
    return str(own or WORDS.get(name) or SEALED.get(name) or WORDS.get(name.removesuffix("_id")) or "")


def fields_words(names: Iterable[str]) -> str:
    """Return the words of several fields, each once."""
    return ", ".join(dict.fromkeys(words for name in names if (words := field_words(name))))


def value_words(name: str, value: Any, model: type[Model] | None = None) -> str:
    """Return what stands in a field as people read it; ``model`` says whose codes and keys they are."""
    if isinstance(value, list | tuple | set):
        if name in UNITS:
            return ", ".join(str(unit.names) for unit in units_of(value).values()) or NOT_SAID
        return ", ".join(value_words(name, each, model) for each in value) or NOT_SAID
    if value in (None, ""):
        return NOT_SAID
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if (day := _day_in(value)) is not None:
        return date_format(day, "DATE_FORMAT")
    name = name.removesuffix("_id")
    if (said := _of_model(name, value, model)) or (said := _referred(name, value, model)):
        return said
    if name == "marks":
        return str(of_tracing.mark_words(str(value)))
    return str(CODES.get(name, {}).get(str(value)) or value)


def _day_in(value: Any) -> date | None:
    """Return a day, also one that an amendment kept as a text; None for anything else."""
    if isinstance(value, date):
        return value
    try:
        return read_day(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except DateError:
        return None


def _of_model(name: str, value: Any, model: type[Model] | None) -> str:
    """Return the words that a model itself has for a code, as ``state_words`` for its state."""
    if model is None or not hasattr(model, f"{name}_words") or isinstance(value, Model):
        return ""
    try:
        return str(getattr(model(**{name: value}), f"{name}_words"))
    except (KeyError, TypeError, ValueError):
        return ""


def _referred(name: str, value: Any, model: type[Model] | None) -> str:
    """Return the name of the place, unit or officer that a value points at; "" where it points at nothing known."""
    if name in UNITS:
        return ", ".join(str(unit.names) for unit in units_of([int(value)]).values())
    to = _target(name, model)
    if to is None:
        return ""
    found = value if isinstance(value, Model) else to.objects.filter(pk=value).first()
    if isinstance(found, User):
        return str(Bilingual(found.name, found.name_hi))
    return str(getattr(found, "names", found or NOT_SAID))


def _target(name: str, model: type[Model] | None) -> Any:
    fields = {field.name: field for field in model._meta.concrete_fields} if model else {}
    if isinstance(field := fields.get(name), ForeignKey):
        return field.related_model
    if name in PLACES:
        return Place
    return User if name in ("owner", "owner_user") else None


def sides(refusal: Stale) -> list[Side]:
    """Return both sides of a conflict in words, without what the machinery keeps."""
    names = [name for name in dict.fromkeys([*refusal.yours, *refusal.theirs]) if field_words(name)]
    return [side for name in names for side in _sides_of(name, refusal)]


def _sides_of(name: str, refusal: Stale) -> Iterator[Side]:
    theirs, yours = refusal.theirs.get(name), refusal.yours.get(name)
    if not isinstance(yours, Mapping):
        yield Side(field_words(name, refusal.of), *(value_words(name, each, refusal.of) for each in (theirs, yours)))
        return
    # A text of many parts, as a course is: the parts that differ.
    before, now = dict(lines_of(theirs or {})), dict(lines_of(yours))
    for label in dict.fromkeys([*before, *now]):
        if before.get(label, "") != now.get(label, ""):
            yield Side(label, before.get(label) or NOT_SAID, now.get(label) or NOT_SAID)


def lines_of(said: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield everything that an edition says, each under the names that lead to it: ``module › lesson › text_hi``."""
    for name, value in said.items():
        if isinstance(value, Mapping):
            yield from lines_of(value, f"{path}{name} › ")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for each in value:
                label = each.get("code") or each.get("module") or each.get("id", "")
                yield from lines_of(each, f"{path}{label} › ")
        else:
            yield f"{path}{name}", "\n".join(map(str, value)) if isinstance(value, list) else str(value)
