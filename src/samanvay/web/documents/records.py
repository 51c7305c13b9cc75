"""The records that documents lie with, as the pages of documents need them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.cases.queries import case_or_unseen, persons_of
from samanvay.documents.models import Document
from samanvay.documents.queries import document_or_unseen
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen
from samanvay.measures.advisories.queries.advisories import recipient_or_unseen
from samanvay.measures.requests.queries import request_or_unseen
from samanvay.reports.queries import report as report_or_unseen
from samanvay.tracing.entries.queries import entry_or_unseen
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit import pages as kit


@dataclass(frozen=True)
class Record:
    """A record with documents: its page, who reads it, whom its documents may be about.

    It is a case, report, request, entry of a register, or recipient of an advisory.
    """

    of: str
    id: UUID
    title: str
    url: str
    listing: Crumb
    readers: Sequence[int]
    home_unit: int
    home_state: str
    is_void: bool = False
    people: list[tuple[str, str]] = field(default_factory=list)

    def crumbs(self, *last: object) -> list[Crumb]:
        """Return the way to a page about a document of this record."""
        return [
            self.listing,
            Crumb(self.title, self.url),
            *(each if isinstance(each, Crumb) else Crumb(each) for each in last),
        ]

    def refuse_void(self) -> None:
        """Refuse what would change a void record."""
        if self.is_void:
            raise Refused(_("This record is cancelled and cannot be changed."))


def record_of(actor: Actor, of: str, record_id: UUID) -> Record:
    """Return a record that the actor sees. Raises Unseen."""
    if of == "case":
        case = case_or_unseen(actor, record_id)
        return Record(
            of, case.id, case.number, reverse("case", args=[case.id]), Crumb(_("Cases"), reverse("cases")),
            case.readers, case.home_unit, case.home_state, case.is_void,
            [(str(person.id), str(person.label)) for person in persons_of(actor, case)],
        )  # fmt: skip
    if of == "report":
        report = report_or_unseen(actor, record_id)
        return Record(
            of, report.id, _("Report"), reverse("report", args=[report.id]), Crumb(_("Reports"), reverse("reports")),
            report.readers, report.home_unit, report.home_state,
        )  # fmt: skip
    if of == "advisory":
        recipient = recipient_or_unseen(actor, record_id)
        return Record(
            of, recipient.id, _("Advisory"), reverse("advisory", args=[recipient.advisory_id]),
            Crumb(_("Advisories"), reverse("advisories")), recipient.readers, recipient.unit, recipient.home_state,
        )  # fmt: skip
    if of == "request":
        request = request_or_unseen(actor, record_id)
        return Record(
            of, request.id, request.number, reverse("request", args=[request.id]),
            Crumb(_("Requests"), reverse("requests")), request.readers, request.home_unit, request.home_state,
        )  # fmt: skip
    if of == "tracing":
        entry = entry_or_unseen(actor, record_id)
        return Record(
            of, entry.id, entry.number, reverse("entry", args=[entry.id]),
            Crumb(_("Missing and found"), reverse("entries")), entry.readers, entry.home_unit, entry.home_state,
            entry.is_void, [] if entry.case_person else [(str(entry.subject), str(entry.label))],
        )  # fmt: skip
    raise Unseen


ADDING = {
    "case": "document_add", "report": "report_document_add", "request": "request_document_add",
    "tracing": "entry_document_add",
}  # fmt: skip


def adding_url(record: Record) -> str:
    """Return the address at which documents of a record are added, "" where its own page takes them."""
    return reverse(ADDING[record.of], args=[record.id]) if record.of in ADDING else ""


def address_of(document: Document) -> str:
    """Return the address of a document's page."""
    if document.of == "case":
        return reverse("document", args=[document.record_id, document.id])
    return reverse("document_page", args=[document.id])


def lies_with(actor: Actor, document: Document) -> Record:
    """Return the record of a document. Raises Unseen."""
    return record_of(actor, document.of, document.record_id)


def _seen(actor: Actor, document_id: UUID) -> Document:
    found = document_or_unseen(actor, document_id)
    lies_with(actor, found)
    return found


def _of_case(actor: Actor, case_id: UUID, document_id: UUID) -> Document:
    found = _seen(actor, document_id)
    if (found.of, found.record_id) != ("case", case_id):
        raise Unseen
    return found


DOCUMENT: kit.Record[Document] = kit.Record(
    "document",
    load=_seen,
    page=address_of,
    crumbs=lambda actor, document: lies_with(actor, document).crumbs(
        Crumb(str(document.kind_words), address_of(document))
    ),
    given=lambda document: {"document_id": document.id},
)
OF_CASE = replace(DOCUMENT, load=_of_case)


def of(what: str) -> kit.Record[Record]:
    """Return the pages of a kind of record that documents are added to."""
    return kit.Record(
        "record",
        load=lambda actor, **key: record_of(actor, what, *key.values()),
        page=lambda record: record.url,
        crumbs=lambda actor, record: record.crumbs(),
        given=lambda record: {"of": record.of, "record_id": record.id},
    )
