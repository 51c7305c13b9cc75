"""Documents in words: rows of a list, facts of one, its custody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.boxes.groups import PURPOSE_WORDS
from samanvay.documents import policies
from samanvay.documents.models import CustodyEntry, Document
from samanvay.documents.queries import documents_of, reasons_of, void_documents_of
from samanvay.documents.states import Scan
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.web.components.pieces import Action, Column, Pill, Table
from samanvay.web.kit import offers
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.pages import action_to
from samanvay.web.kit.people import names_of

from .records import Record, adding_url, address_of, record_of

SCAN_KINDS: Mapping[str, Any] = {Scan.CLEAN: "ok", Scan.INFECTED: "hot", Scan.UNSCANNED: "warn", Scan.WAITING: "warn"}


@dataclass(frozen=True)
class DocumentList:
    """The documents of a record, shown as their card: rows, those voided, the button to add, what stands for none."""

    rows: Sequence[dict[str, Any]]
    void_rows: Sequence[dict[str, Any]]
    add: Action
    nothing: str = ""

    def __str__(self) -> SafeString:
        return render_to_string("documents/card.html", {"documents": self})


@offers.documents_card.given
def documents_card(actor: Actor, of: str, record_id: UUID, nothing: str) -> DocumentList:
    """Return the documents of a record by its kind and id, for a page of another room."""
    return document_list(actor, record_of(actor, of, record_id), nothing)


def document_list(actor: Actor, record: Record, nothing: str = "") -> DocumentList:
    """Return the documents of a record; ``nothing`` stands in their card while there is none."""
    refused = policies.reason_against_adding(actor, record.id, record.readers, record.of)
    return DocumentList(
        _rows(actor, record, documents_of(actor, record.id)),
        _rows(actor, record, void_documents_of(actor, record.id)),
        Action(_("Add documents"), url=adding_url(record), refused=refused),
        nothing,
    )


def _rows(actor: Actor, record: Record, documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Return documents as rows: what each is, never its name."""
    names = names_of(each.added_by for each in documents)
    return [
        {
            "document": each,
            "words": f"{each.kind_words} ({each.media_words}, {filesizeformat(each.size)})",
            "about": about(record, each),
            "by": names.get(each.added_by, ""),
            "url": address_of(each),
            "refused": policies.reason_against_reading(actor, each),
            "scan": None if each.scan == Scan.CLEAN else scan_pill(each),
        }
        for each in documents
    ]


def scan_pill(document: Document) -> Pill:
    """Return what is known of viruses in a document."""
    return Pill(document.scan_words, SCAN_KINDS[document.scan])


def about(record: Record, document: Document) -> str:
    """Return whom or what a document is about, by the label that its record gives a person."""
    whole = {
        "case": _("the case as a whole"),
        "report": _("the report"),
        "request": _("the request"),
        "advisory": _("Advisory"),
        "tracing": _("the entry"),
    }
    return dict(record.people).get(str(document.subject_id), "") if document.subject_id else whole[record.of]


def facts(record: Record, document: Document) -> list[tuple[Any, Any]]:
    """Return what every reader of the record may know of a document: never its name."""
    by = names_of([document.added_by]).get(document.added_by, "")
    return [
        (_("About"), about(record, document)),
        (_("File"), f"{document.media_words}, {filesizeformat(document.size)}"),
        (_("Received"), f"{moment_words(document.added_at)}, {by}"),
        (_("Viruses"), scan_pill(document)),
        (_("Hash (SHA-256)"), in_fours(document.sha256)),
    ]


def in_fours(sha256: str) -> str:
    """Return a hash in groups that two people can compare aloud."""
    return " ".join(sha256[at : at + 4] for at in range(0, len(sha256), 4))


CUSTODY_WORDS = {
    CustodyEntry.ADDED: gettext_lazy("Received"),
    CustodyEntry.VIEWED: gettext_lazy("Viewed"),
    CustodyEntry.COPIED: gettext_lazy("Copy taken"),
    CustodyEntry.ORIGINAL: gettext_lazy("Original taken"),
    CustodyEntry.EXPORTED: gettext_lazy("Given outside the system"),
    CustodyEntry.SHARED: gettext_lazy("Shared with other units"),
    CustodyEntry.SCANNED: gettext_lazy("Scanned for viruses"),
    CustodyEntry.INFECTED: gettext_lazy("Virus found, file destroyed"),
    CustodyEntry.MOVED: gettext_lazy("Move to another person"),
    CustodyEntry.REPLACED: gettext_lazy("Replaced by another file"),
    CustodyEntry.VOIDED: gettext_lazy("Cancelled"),
    CustodyEntry.ERASED: gettext_lazy("Erased"),
}


def custody_table(actor: Actor, document: Document, entries: list[CustodyEntry], *, in_file: bool = False) -> Table:
    """Return the custody of a document; a file has also the numbers, and of each hash more than beginning and end."""
    names = names_of(entry.by for entry in entries)
    reasons = reasons_of(actor, document, entries)
    shown = str if in_file else _short

    def why(entry: CustodyEntry) -> str:
        said = (PURPOSE_WORDS.get(entry.purpose, ""), reasons.get(entry.no, ""))
        return " · ".join(str(each) for each in said if each)

    number = Column(_("No."), lambda entry: entry.no)
    columns = [
        Column(_("When"), lambda entry: moment_words(entry.at)),
        Column(_("What"), lambda entry: CUSTODY_WORDS[entry.what]),
        Column(_("Who"), lambda entry: names.get(entry.by, "")),
        Column(_("Purpose"), why),
        Column(_("Hash of the file given out"), lambda entry: shown(entry.sha256)),
        Column(_("Hash of the entry"), lambda entry: shown(entry.digest)),
    ]
    return Table.of(_("Chain of custody"), [number, *columns] if in_file else columns, entries)


def _short(sha256: str) -> str:
    return f"{sha256[:8]} … {sha256[-8:]}" if sha256 else ""


def document_actions(actor: Actor, record: Record, document: Document) -> list[Action]:
    """Return what else may be done with a document, each with the policy's words where not."""
    custody = Action(_("Chain of custody"), url=reverse("document_custody", args=[document.id]))
    if document.is_void or not document.has_file:
        return [custody]
    found = [action_to(actor, "document_original", _("Take the original"), document), custody]
    if add := adding_url(record):
        refused = reason_against(policies.may_void_document, actor, document)
        found.append(Action(_("Replace"), url=f"{add}?replaces={document.id}", refused=refused))
    if len(record.people) > (1 if document.subject_id else 0):
        found.append(action_to(actor, "document_move", _("Move to another person"), document))
    found.append(action_to(actor, "document_void", _("Cancel entry"), document, "danger"))
    return found
