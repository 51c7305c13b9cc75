"""What the pages of an entry and of a clock have in common: whose text it is, its editions, what counsel said."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.law import policies, queries
from samanvay.law.drafts import queries as draft_queries
from samanvay.law.entries import Entry, StatutoryClock
from samanvay.law.models import LawCheck, LawEdition, LawEntry
from samanvay.law.vocabulary import CERTAINTY
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.people import names_of

from . import draft_presenters, presenters
from .forms import CheckForm


def kept_of(actor: Actor, found: LawEntry, edition: LawEdition) -> dict[str, Any]:
    """Return whose text an edition is, what a release says beside it, and what is being written of it."""
    is_keeper = holds(actor, Permission.LAW_WRITE) or holds(actor, Permission.LAW_VERIFY)
    is_present = edition.no == found.current
    offer = draft_queries.last_offer(found.code) if edition.is_own and is_present else None
    offered = None
    if offer is not None and offer.state in ("waiting", "set_aside"):
        offered = {
            "is_waiting": offer.state == "waiting",
            "reason": offer.reason,
            "day": presenters.day_of(offer.written_at),
            "changes": draft_presenters.changes_of(offer),
            "url": reverse("law_draft", args=[offer.pk]) if is_keeper else "",
        }
    names = names_of([edition.written_by, edition.published_by])
    return {
        "is_own": edition.is_own,
        "written_by": names.get(edition.written_by, "") if edition.written_by else "",
        "published_by": names.get(edition.published_by, "") if edition.published_by else "",
        "published": presenters.day_of(edition.taken_in_at),
        "offered": offered,
        "correct_url": reverse("law_correct", args=[found.code]) if holds(actor, Permission.LAW_WRITE) else "",
        "drafts": draft_presenters.lines_of(draft_queries.drafts_of(found.code).of_the_state()) if is_keeper else [],
    }


def page_of(
    request: OfficerRequest, found: LawEntry, edition: LawEdition, said: Entry | StatutoryClock, wrong: CheckForm | None
) -> dict[str, Any]:
    """Return what the page of an edition shows of it; ``wrong`` is counsel's form that was refused."""
    actor = request.actor
    checks = queries.checks_of(found)
    standing = next((each for each in checks if each.edition_id == edition.pk and each.undone_at is None), None)
    return {
        **kept_of(actor, found, edition),
        "found": found,
        "edition": edition,
        "is_present": edition.no == found.current and found.left_at is None,
        "title": presenters.title_of(said),
        "standing": presenters.standing_pill(said, standing),
        "check": standing,
        "check_by": names_of([standing.checked_by]).get(standing.checked_by, "") if standing else "",
        "certainty": CERTAINTY[said.certainty],
        "address": f"{request.build_absolute_uri(reverse('law_entry', args=[found.code]))}?edition={edition.no}",
        "editions": editions_of(found),
        "checks": checks_of(actor, checks),
        "may_verify": not reason_against(policies.may_verify_entries, actor),
        "verify_refused": reason_against(policies.may_verify_entry, actor, edition),
        "form": wrong or CheckForm(initial={"edition": edition.no, "kind": request.GET.get("kind", "")}),
        "wrong": wrong,
    }


def editions_of(found: LawEntry) -> list[dict[str, Any]]:
    """Return the editions of an entry, each with whose text it is and the way to what it changed."""
    compare = reverse("law_compare", args=[found.code])
    return [
        {
            "edition": each,
            "whose": _("text of this state") if each.is_own else _("with Samanvay"),
            "is_present": each.no == found.current,
            "url": f"{reverse('law_entry', args=[found.code])}?edition={each.no}",
            "compare": f"{compare}?a={each.no - 1}&b={each.no}" if each.no > 1 else "",
        }
        for each in queries.editions_of(found)
    ]


def checks_of(actor: Actor, said: list[LawCheck]) -> list[dict[str, Any]]:
    """Return what counsel said of every edition, with what was taken back and what the reader may take back."""
    names = names_of(each.checked_by for each in said)
    return [
        {
            "check": each,
            "by": f"{names.get(each.checked_by, '')}, {each.role_words}",
            "may_undo": not reason_against(policies.may_undo_check, actor, each),
        }
        for each in said
    ]
