"""Reads on drafts of the law: what waits, one draft, what else is being written of the same entry."""

from uuid import UUID

from django.db.models import QuerySet

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .. import policies
from ..models import LawDraft, LawEdition
from ..models.draft import LawDraftQuerySet
from ..models.entry import SHIPPED


def open_drafts(actor: Actor) -> QuerySet[LawDraft]:
    """Return what is being written, waits or was sent back, the latest first. Raises Refused."""
    policies.may_read_drafts(actor)
    return LawDraft.objects.open().order_by("-written_at", "-id")


def closed_drafts(actor: Actor, limit: int) -> list[LawDraft]:
    """Return what was published, withdrawn or not taken, the latest first. Raises Refused."""
    policies.may_read_drafts(actor)
    return list(LawDraft.objects.exclude(decided_at=None).exclude(state="sent_back").order_by("-decided_at")[:limit])


def draft_or_unseen(actor: Actor, key: UUID) -> LawDraft:
    """Return one draft. Raises Refused, Unseen."""
    policies.may_read_drafts(actor)
    found = LawDraft.objects.filter(pk=key).select_related("edition__entry").first()
    if found is None:
        raise Unseen
    return found


def drafts_of(code: str, *, but: UUID | None = None) -> LawDraftQuerySet:
    """Return what is being written of an entry or waits, the latest first, without one."""
    found = LawDraft.objects.open().filter(code=code).order_by("-written_at")
    return found.exclude(pk=but) if but is not None else found


def last_offer(code: str) -> LawDraft | None:
    """Return the last text that a release brought for an entry of which the state has its own, None where none did."""
    return LawDraft.objects.filter(code=code, origin=SHIPPED).order_by("-written_at").first()


def edition_of_draft(draft: LawDraft) -> LawEdition | None:
    """Return what holds of the entry of a draft: the edition that a reviewer compares it with; None where none does."""
    found = LawEdition.objects.filter(entry__code=draft.code).select_related("entry").order_by("-no").first()
    if draft.edition is not None and found is not None:
        return LawEdition.objects.filter(entry=found.entry, no=draft.edition.no - 1).select_related("entry").first()
    return found
