"""The log in words: of what kind an event is, of which record it tells, what it says of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samanvay.access.boxes.groups import GROUP_WORDS, PURPOSE_WORDS
from samanvay.access.models import User
from samanvay.access.queries import users_by_id
from samanvay.access.roles import BY_CODE
from samanvay.audit.models import Event
from samanvay.audit.vocabulary import Question, all_kinds, kind_of
from samanvay.cases import queries as cases
from samanvay.directory import queries as directory
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import read_instant
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.ids import uuid_of
from samanvay.tracing.entries import queries as entries
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.field_words import fields_words

QUESTIONS: dict[Question, Any] = {
    Question.OPENED: gettext_lazy("Who opened sealed records?"),
    Question.REFUSED: gettext_lazy("Who was refused?"),
    Question.EXPORTED: gettext_lazy("Who exported?"),
    Question.AFTER_HOURS: gettext_lazy("Who worked after hours?"),
    Question.EMERGENCY: gettext_lazy("Who used emergency access?"),
}
# Every kind of event by the word before its colon; a test holds that none is missing.
GROUPS: dict[Any, tuple[str, ...]] = {
    gettext_lazy("Cases"): ("act", "case", "case_pair", "cases", "person", "screening", "team"),
    gettext_lazy("Sealed records and emergency access"): ("box", "glass", "keys", "opening", "people", "tokens"),
    gettext_lazy("Documents"): ("document",),
    gettext_lazy("Missing and found persons"): ("tracing",),
    gettext_lazy("Reports and details found"): ("claim", "reader", "reader_consent", "report"),
    gettext_lazy("Tasks and notices"): ("duty", "mail", "notice", "text"),
    gettext_lazy("Advisories, requests and measures"): ("advisory", "contact", "measure", "offer", "request"),
    gettext_lazy("Meetings"): ("conference", "convergence"),
    gettext_lazy("Findings and figures"): ("facts", "finding", "findings", "layer", "post"),
    gettext_lazy("Training"): (
        *("batch", "batch_note", "centre", "certificate", "closure", "cost", "course", "coverage", "feedback", "guest"),
        *("item", "lesson", "material", "member", "module", "plan", "presence", "seats", "sitting", "teacher"),
        *("trainer", "turn"),
    ),
    gettext_lazy("Law"): ("law",),
    gettext_lazy("Sign-in"): ("device", "session", "token", "user"),
    gettext_lazy("Officers, units and places"): (
        *("facility", "grant", "officer", "place", "place_group", "posting", "proposal", "readers", "state", "unit"),
    ),
    gettext_lazy("Import"): ("import",),
    gettext_lazy("The system"): ("audit", "demo", "machinery"),
}
RECORDS: dict[str, Any] = {
    "advisory": gettext_lazy("Advisory"),
    "batch": gettext_lazy("Batch"),
    "candidate": gettext_lazy("Possible match"),
    "case": gettext_lazy("Case"),
    "case_pair": gettext_lazy("Pair of cases"),
    "centre": gettext_lazy("Training centre"),
    "certificate": gettext_lazy("Certificate"),
    "closure": gettext_lazy("Week without training"),
    "conference": gettext_lazy("Meeting"),
    "contact": gettext_lazy("Nodal office"),
    "course": gettext_lazy("Course"),
    "decision": gettext_lazy("Decision"),
    "device": gettext_lazy("Phone"),
    "duty": gettext_lazy("Task"),
    "facility": gettext_lazy("Facility"),
    "finding": gettext_lazy("Finding"),
    "guest": gettext_lazy("Guest"),
    "import": gettext_lazy("Import"),
    "item": gettext_lazy("Question"),
    "law": gettext_lazy("Law"),
    "law entry": gettext_lazy("Law entry"),
    "layer": gettext_lazy("Published numbers"),
    "log": gettext_lazy("Log"),
    "measure": gettext_lazy("Measure"),
    "member": gettext_lazy("Member of the training roll"),
    "offer": gettext_lazy("Offer of help"),
    "officer": gettext_lazy("Officer"),
    "person": gettext_lazy("Person"),
    "place": gettext_lazy("Place"),
    "plan": gettext_lazy("Training plan"),
    "post": gettext_lazy("Post on the trends board"),
    "proposal": gettext_lazy("Proposal"),
    "register": gettext_lazy("Register"),
    "report": gettext_lazy("Report"),
    "request": gettext_lazy("Request"),
    "resource person": gettext_lazy("Resource person"),
    "restoration": gettext_lazy("Restoration"),
    "search": gettext_lazy("Search"),
    "seats": gettext_lazy("Examination at a centre"),
    "series": gettext_lazy("Series of meetings"),
    "sitting": gettext_lazy("Examination"),
    "state": gettext_lazy("State"),
    "token": gettext_lazy("API token"),
    "tracing": gettext_lazy("Register entry"),
    "turn": gettext_lazy("Seat in a batch"),
    "unit": gettext_lazy("Unit"),
    "user": gettext_lazy("Officer"),
    "week": gettext_lazy("Week"),
}
NAMED: dict[str, Callable[[Iterable[str]], Mapping[str, str]]] = {
    "case": cases.numbers_of,
    "tracing": entries.numbers_of,
    "officer": lambda ids: _people(ids),
    "user": lambda ids: _people(ids),
    "place": directory.names_of_places,
}
# What is told of an event's details, in this order; all of them stand in the table.
DETAILS: dict[str, Any] = {
    "way": gettext_lazy("How"),
    "purpose": gettext_lazy("Why"),
    "group": gettext_lazy("What"),
    "fields": gettext_lazy("Fields"),
    "number": gettext_lazy("Number"),
    "row": gettext_lazy("Row"),
    "rows": gettext_lazy("Rows"),
    "count": gettext_lazy("How many"),
    "found": gettext_lazy("Found"),
    "role": gettext_lazy("Role"),
    "owner_role": gettext_lazy("Role"),
    "to_role": pgettext_lazy("recipient", "To"),
    "owner_audience": gettext_lazy("Unit"),
    "audience": gettext_lazy("Unit"),
    "to_audience": gettext_lazy("Unit"),
    "place": gettext_lazy("Place"),
    "district": gettext_lazy("District"),
    "user": gettext_lazy("Officer"),
    "due_at": gettext_lazy("Due"),
    "starts_at": pgettext_lazy("time", "From"),
    "until": gettext_lazy("Until"),
}
WAYS: dict[str, Any] = {"glass": gettext_lazy("emergency access")}


def grouped_kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kinds of events under their groups, each by its words, as a select takes them."""
    found = []
    for words, subjects in GROUPS.items():
        kinds = [(kind.code, str(kind.words)) for kind in all_kinds() if kind.code.partition(":")[0] in subjects]
        found.append((str(words), sorted(kinds, key=lambda kind: kind[1])))
    return found


def kinds_with(words: str) -> list[str]:
    """Return the codes of the kinds in whose words, of either language, something stands."""
    sought = words.casefold()
    return [kind.code for kind in all_kinds() if sought in f"{kind.words.en}\n{kind.words.hi}\n{kind.code}".casefold()]


def log_lines(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return events as lines; whom and what they name is looked up at once."""
    listed = list(events)
    bodies = [event.detail for event in listed]
    users = users_by_id([*(event.actor for event in listed), *filter(None, map(uuid_of, _said(bodies, "user")))])
    people = {SYSTEM.id: _("the system"), **{key: names(user) for key, user in users.items()}}
    by_id = {str(key): name for key, name in people.items()}
    units = directory.units_of(
        value for name in ("owner_audience", "to_audience", "audience") for value in _said(bodies, name)
    )
    places = directory.names_of_places(map(str, [*_said(bodies, "place"), *_said(bodies, "district")]))
    named = {
        kind: find({event.subject_id for event in listed if event.subject_kind == kind}) for kind, find in NAMED.items()
    }

    def said(name: str, value: Any) -> str:
        match name:
            case "way":
                return str(WAYS.get(value, ""))
            case "purpose":
                return str(PURPOSE_WORDS.get(value, value))
            case "group":
                return str(GROUP_WORDS.get(value, value))
            case "fields":
                return fields_words(value)
            case "role" | "owner_role" | "to_role":
                return str(BY_CODE[value].name) if value in BY_CODE else ""
            case "owner_audience" | "to_audience" | "audience":
                return str(units[value].names) if value in units else ""
            case "place" | "district":
                return places.get(str(value), "")
            case "user":
                return by_id.get(value, "")
            case "due_at" | "starts_at":
                return _moment(value)
        return str(value) if isinstance(value, (int, str)) else ""

    lines = []
    for event, body in zip(listed, bodies, strict=True):
        told = [(words, said(name, body[name])) for name, words in DETAILS.items() if body.get(name) not in _NOTHING]
        record = RECORDS.get(event.subject_kind, event.subject_kind)
        name = named.get(event.subject_kind, {}).get(event.subject_id, "")
        lines.append(
            {
                "event": event,
                "at": event.at,
                "who": people.get(event.actor) or _("an account that was deleted"),
                "login": users[event.actor].username if event.actor in users else "",
                "what": kind_of(event.kind).words,
                "record": f"{record} {name}".strip(),
                "told": " · ".join(f"{words}: {value}" for words, value in told if value),
                "detail": ", ".join(f"{name}: {value}" for name, value in body.items() if value not in _NOTHING),
            }
        )
    return lines


_NOTHING: tuple[Any, ...] = (None, "", [])


def names(user: User) -> str:
    """Return the name of an officer in the active language."""
    return str(Bilingual(user.name, user.name_hi))


def _people(ids: Iterable[str]) -> dict[str, str]:
    return {str(key): names(user) for key, user in users_by_id(filter(None, map(uuid_of, ids))).items()}


def _said(bodies: Iterable[Mapping[str, Any]], name: str) -> list[Any]:
    return [body[name] for body in bodies if isinstance(body.get(name), (int, str))]


def _moment(value: Any) -> str:
    try:
        return moment_words(read_instant(str(value)))
    except ValueError:
        return ""
