"""Documents in words: rows of a list, facts of one, its custody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import PURPOSE_WORDS
from samanvay.documents import policies
from samanvay.documents.models import CustodyEntry, Document
from samanvay.documents.queries import documents_of, void_documents_of
from samanvay.documents.states import Scan
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.web.components.pieces import Action, Column, Pill, Row, Table
from samanvay.web.kit import offers
from samanvay.web.kit.people import names_of

from .records import Record, adding_url, address_of, record_of

SCAN_KINDS: Mapping[str, Any] = {Scan.CLEAN: "ok", Scan.INFECTED: "hot", Scan.UNSCANNED: "warn", Scan.WAITING: "warn"}


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list: what it is, never its name."""

    words: Any
    about: str
    added: Any
    by: str
    url: str
    custody_url: str
    refused: str
    scan: Pill | None
    is_erased: bool
    is_void: bool


@dataclass(frozen=True)
class DocumentList:
    """The documents of a record, shown as their card: rows, those voided, the button to add, what stands for none."""

    rows: Sequence[DocumentRow]
    void_rows: Sequence[DocumentRow]
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


def _rows(actor: Actor, record: Record, documents: Sequence[Document]) -> list[DocumentRow]:
    names = names_of(each.added_by for each in documents)
    return [
        DocumentRow(
            f"{each.kind_words} ({each.media_words}, {filesizeformat(each.size)})",
            about(record, each),
            each.added_at,
            names.get(each.added_by, ""),
            address_of(each),
            reverse("document_custody", args=[each.id]),
            policies.reason_against_reading(actor, each),
            None if each.scan == Scan.CLEAN else scan_pill(each),
            each.erased_at is not None,
            each.is_void,
        )
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
        (_("Taken in"), f"{_when(document.added_at)}, {by}"),
        (_("Viruses"), scan_pill(document)),
        (_("Hash (SHA-256)"), in_fours(document.sha256)),
    ]


def in_fours(sha256: str) -> str:
    """Return a hash in groups that two people can compare aloud."""
    return " ".join(sha256[at : at + 4] for at in range(0, len(sha256), 4))


CUSTODY_WORDS = {
    CustodyEntry.ADDED: lambda: _("Taken in"),
    CustodyEntry.VIEWED: lambda: _("Looked at"),
    CustodyEntry.COPIED: lambda: _("Copy taken out"),
    CustodyEntry.ORIGINAL: lambda: _("Original taken out"),
    CustodyEntry.EXPORTED: lambda: _("Taken out of the house"),
    CustodyEntry.SHARED: lambda: _("Shared with further units"),
    CustodyEntry.SCANNED: lambda: _("Scanned for viruses"),
    CustodyEntry.INFECTED: lambda: _("Virus found, file destroyed"),
    CustodyEntry.MOVED: lambda: _("Put to another person"),
    CustodyEntry.REPLACED: lambda: _("Replaced by another file"),
    CustodyEntry.VOIDED: lambda: _("Voided"),
    CustodyEntry.ERASED: lambda: _("Erased"),
}


def custody_rows(entries: Iterable[CustodyEntry], reasons: Mapping[int, str]) -> list[list[Any]]:
    """Return the custody as rows: number, when, what, who, purpose, hashes of what was handed over and the entry."""
    rows = list(entries)
    names = names_of(entry.by for entry in rows)
    return [
        [
            entry.no,
            _when(entry.at),
            CUSTODY_WORDS[entry.what](),
            names.get(entry.by, ""),
            " · ".join(str(each) for each in (PURPOSE_WORDS.get(entry.purpose, ""), reasons.get(entry.no, "")) if each),
            entry.sha256,
            entry.digest,
        ]
        for entry in rows
    ]


def custody_columns() -> list[str]:
    """Return the names of the columns of :func:`custody_rows`."""
    handed = _("Hash of what was handed over")
    return [_("No."), _("When"), _("What"), _("Who"), _("Purpose"), handed, _("Hash of the entry")]


def custody_table(rows: Sequence[Sequence[Any]]) -> Table:
    """Return the custody as a table for the page; of each hash its beginning and end."""
    columns = [Column(words) for words in custody_columns()[1:]]
    cells = [[*row[1:5], _short(row[5]), _short(row[6])] for row in rows]
    return Table(_("Chain of custody"), columns, [Row(each) for each in cells])


def _short(sha256: str) -> str:
    return f"{sha256[:8]} … {sha256[-8:]}" if sha256 else ""


def _when(at: Any) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def deeds(actor: Actor, record: Record, document: Document) -> list[Action]:
    """Return what else may be done with a document, each with the policy's words where not."""

    def ask(words: str, name: str, policy: Any, *more: UUID, kind: Any = "quiet", query: str = "") -> Action:
        refused = reason_against(policy, actor, document, *more)
        return Action(words, url=reverse(name, args=[document.id]) + query, kind=kind, refused=refused)

    found = [Action(_("Chain of custody"), url=reverse("document_custody", args=[document.id]))]
    if document.is_void or not document.has_file:
        return found
    found.insert(0, ask(_("Take the original"), "document_original", policies.may_take_original))
    add = adding_url(record)
    refused = reason_against(policies.may_void_document, actor, document)
    if add:
        found.append(Action(_("Replace"), url=f"{add}?replaces={document.id}", refused=refused))
    if len(record.people) > (1 if document.subject_id else 0):
        found.append(
            Action(_("Put to another person"), url=reverse("document_move", args=[document.id]), refused=refused)
        )
    found.append(ask(_("Void"), "document_void", policies.may_void_document, kind="danger"))
    return found
