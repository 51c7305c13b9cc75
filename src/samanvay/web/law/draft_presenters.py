"""What the pages of drafts show: a draft in a list, its difference to what holds, who may do what with it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.law import policies, queries
from samanvay.law.drafts import queries as draft_queries
from samanvay.law.drafts.checks import is_stale
from samanvay.law.entries import Entry, StatutoryClock
from samanvay.law.models import LawDraft, LawEdition
from samanvay.web.components.pieces import Kind, Pill
from samanvay.web.kit.differences import Change, pieces_between
from samanvay.web.kit.people import names_of

from . import clocks, presenters
from .records import text_of

STATE_KINDS: dict[str, Kind] = {"waiting": "warn", "sent_back": "hot", "published": "ok"}


def lines_of(drafts: Iterable[LawDraft]) -> list[dict[str, Any]]:
    """Return drafts as a list shows them."""
    listed = list(drafts)
    names = names_of(each.written_by for each in listed)
    return [
        {
            "url": reverse("law_draft", args=[draft.pk]),
            "label": presenters.label_of_text(draft.text),
            "title": presenters.title_of(draft.text),
            "why": draft.why,
            "by": _("with a new version of Samanvay") if draft.is_shipped else names.get(draft.written_by, ""),
            "day": presenters.day_of(draft.written_at),
            "state": state_pill(draft),
        }
        for draft in listed
    ]


def state_pill(draft: LawDraft) -> Pill:
    waits_for_decision = draft.is_shipped and draft.state == "waiting"
    said = _("Waiting for a decision") if waits_for_decision else draft.state_words
    return Pill(said, STATE_KINDS.get(draft.state, "calm"))


def said_by(edition: LawEdition | None) -> dict[str, str]:
    """Return what an edition says by the labels of its fields; nothing of none."""
    return _fields_of(text_of(edition)) if edition is not None else {}


def _fields_of(text: Entry | StatutoryClock) -> dict[str, str]:
    return presenters.said_of_fields(text) if isinstance(text, Entry) else clocks.said_of_fields(text)


def differences(before: dict[str, str], now: dict[str, str]) -> list[Change]:
    """Return the fields in which two texts differ, each with what was taken out and put in."""
    return [
        Change(label, pieces_between(before.get(label, ""), now.get(label, "")))
        for label in dict.fromkeys([*before, *now])
        if before.get(label, "") != now.get(label, "")
    ]


def changes_of(draft: LawDraft) -> list[Change]:
    """Return what a draft changes against what holds, or held before it was published."""
    return differences(said_by(draft_queries.edition_of_draft(draft)), _fields_of(draft.text))


def overtaken_by(draft: LawDraft) -> dict[str, Any] | None:
    """Return what was published since a draft was written, with what that changed; None where nothing was."""
    if not draft.is_open or not is_stale(draft):
        return None
    now = draft_queries.edition_of_draft(draft)
    if now is None:
        return None
    seen = now.entry.editions.filter(no=draft.based_on).select_related("entry").first()  # type: ignore[misc]  # None finds none
    return {
        "no": now.no,
        "url": reverse("law_entry", args=[draft.code]),
        "changes": differences(said_by(seen), said_by(now)) if seen is not None else [],
    }


def in_other_language(text: Entry | StatutoryClock) -> dict[str, Any]:
    """Return the words of a text in the language that the reader does not read the page in: both are published."""
    language = "en" if translation.get_language() == "hi" else "hi"
    labels = {
        "title": _("Title"),
        "changed": _("In one sentence"),
        "text": _("What to do"),
        "punishment": _("Punishment"),
        "check": _("Doubts"),
        "sources": _("Sources"),
    }
    said = {label: getattr(text, f"{name}_{language}", "") for name, label in labels.items()}
    return {
        "language": language,
        "words": [
            (label, value if isinstance(value, tuple) else value.splitlines()) for label, value in said.items() if value
        ],
    }


def context_of(actor: Actor, draft: LawDraft) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    text = draft.text
    names = names_of([draft.written_by, draft.decided_by])
    holds_now = draft_queries.edition_of_draft(draft)
    refused = {
        name: reason_against(policy, actor, draft)
        for name, policy in {
            "write": policies.may_revise_draft,
            "send": policies.may_send_draft,
            "withdraw": policies.may_withdraw_draft,
            "publish": policies.may_publish_draft,
            "send_back": policies.may_send_back_draft,
            "keep": policies.may_set_draft_aside,
        }.items()
    }
    overtaken = overtaken_by(draft)
    is_mine = draft.written_by == actor.id
    said: dict[str, Any] = (
        presenters.said_context(text, queries.law_now().library)
        if isinstance(text, Entry)
        else {"clock": clocks.line_of(text, queries.law_now().library)}
    )
    return {
        **said,
        "draft": draft,
        "other": in_other_language(text),
        "label": presenters.label_of_text(text),
        "title": presenters.title_of(text),
        "state": state_pill(draft),
        "by": names.get(draft.written_by, ""),
        "written": presenters.day_of(draft.written_at),
        "decided": presenters.day_of(draft.decided_at),
        "decided_by": names.get(draft.decided_by, "") if draft.decided_by else "",
        "is_new": holds_now is None,
        "entry_url": reverse("law_entry", args=[draft.code]) if holds_now is not None or draft.edition else "",
        "changes": changes_of(draft) if holds_now is not None else [],
        "overtaken": overtaken,
        "others": lines_of(draft_queries.drafts_of(draft.code, but=draft.pk)) if draft.is_open else [],
        "refused": refused,
        "is_mine": is_mine,
        "may_decide": draft.state == "waiting" and not refused["publish"],
        "may_keep": draft.is_shipped and not refused["keep"],
        "may_take": draft.is_shipped and not refused["publish"],
        "publish_refused": _("Another text was published meanwhile. The writer must compare both first.")
        if overtaken
        else "",
    }
