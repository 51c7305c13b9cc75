"""Minutes: as a page and as paper in the reader's language, confirmed by the chair, amended afterwards."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.review import actions, policies, queries
from samanvay.review.agenda.consent import together
from samanvay.review.agenda.items import shown_of
from samanvay.review.invitations.roll import roll_of
from samanvay.review.models import Conference, Item, Line
from samanvay.review.states import ItemState, Presence
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.pages import POST, READ, record_page
from samanvay.web.kit.people import names_of

from . import presenters
from .forms import WordingForm, words_of
from .minutes_paper import minutes_pdf as made_pdf
from .records import CONFERENCE, LINE
from .versions import Version, as_of, versions_of


def minutes_of(found: Conference, version: int = 0) -> dict[str, Any]:
    """Return the minutes as far as the reader sees them: attendance, and by item what was shown, said, decided.

    ``version`` is one of those that were sent, 0 the latest. Raises Unseen.
    """
    chair, rows = roll_of(found)
    items = queries.items(found)
    under = together(items)
    kept = shown_of([each.pk for each in items])
    said = queries.lines_of(found)
    amendments = queries.amendments_of(said)
    versions = versions_of(found, said, amendments)
    if version > len(versions):
        raise Unseen
    shown_as = version or len(versions)
    said, amendments = as_of(said, amendments, versions[shown_as:])
    lines: dict[UUID, list[presenters.LineShown]] = {item.pk: [] for item in items}
    for each in presenters.lines_shown(said, amendments=amendments):
        if not each.line.is_void:
            lines[each.line.item_id].append(each)
    present = [row for row in rows if row.invitation.presence == Presence.PRESENT]
    vacant = [row for row in rows if row.is_vacant and row not in present]
    absent = [row for row in rows if row not in present and not row.is_vacant]
    return {
        "in_chair": chair.invitation.by_role if chair else "",
        "present": presenters.offices(present),
        "absent": presenters.offices(absent),
        "vacant": presenters.offices(vacant),
        "present_count": len(present),
        "absent_count": len(absent),
        "vacant_count": len(vacant),
        "parts": [
            {
                "words": str(item.words),
                "state": str(item.state_words),
                "shown": [] if item.state == ItemState.PASSED else presenters.shown_reasons(kept.get(item.pk, ())),
                "lines": lines[item.pk],
            }
            for item in items
            if lines[item.pk]
        ],
        "rest": [(title, names) for title, names in _without_lines(items, under, lines) if names],
        "began": presenters.when(found.begun_at) if found.begun_at else "",
        "ended": presenters.when(found.ended_at) if found.ended_at else "",
        "confirmed": _confirmed(found),
        "versions": _versions(versions),
        "version": shown_as,
        "pdf_query": "?" if shown_as == len(versions) else f"?version={shown_as}&",
        "version_words": _version_words(versions[shown_as - 1]) if versions else "",
        "is_latest": shown_as == len(versions),
    }


def _version_words(version: Version) -> str:
    return _("Version %(n)d, %(when)s") % {"n": version.number, "when": moment_words(version.at)}


def _versions(versions: list[Version]) -> list[tuple[int, str, str]]:
    """Return of each version its number, which it is, and by whom and how it was made; none where there is only one."""
    if len(versions) < 2:
        return []
    names = names_of(each.by for each in versions)
    told = []
    for each in versions:
        words = _("confirmed by %(name)s")
        if each.line is not None:
            words = _("amended by %(name)s: “%(text)s”") if each.amendment else _("added by %(name)s: “%(text)s”")
        text = str(each.amendment.new) if each.amendment else each.line.text if each.line else ""
        said = {"name": names.get(each.by, "") if each.by else "", "text": text}
        told.append((each.number, _version_words(each), words % said))
    return told


def _without_lines(items: list[Item], under: list[Item], lines: Mapping[UUID, Any]) -> list[tuple[str, list[str]]]:
    """Return what became of the items under which nothing was written: a heading, and their names."""
    bare = [item for item in items if not lines[item.pk] and not item.is_consent]
    taken = [item for item in bare if item.state == ItemState.DISCUSSED]

    def named(state: ItemState) -> list[str]:
        found = [item for item in items if item.state == state]
        return [f"{item.words} ({item.reason_words})" if item.reason else str(item.words) for item in found]

    return [
        (_("Taken up without a line"), [str(item.words) for item in taken if item not in under]),
        (_("Taken note of together"), [str(item.words) for item in taken if item in under]),
        (_("Skipped"), named(ItemState.PASSED)),
        (_("Postponed"), named(ItemState.POSTPONED)),
        (_("Not taken up"), [str(item.words) for item in bare if item.is_waiting]),
    ]


def _confirmed(found: Conference) -> str:
    if not found.confirmed_at or not found.confirmed_by:
        return ""
    name = names_of([found.confirmed_by]).get(found.confirmed_by, "")
    return _("Confirmed by %(name)s, %(when)s") % {"name": name, "when": presenters.when(found.confirmed_at)}


@record_page(CONFERENCE, may=policies.may_read_minutes, permission=Permission.CONFERENCE_READ, methods=READ)
def minutes(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Show the minutes."""
    return _page(request, found, version=_version_asked(request))


def _version_asked(request: OfficerRequest) -> int:
    return whole_number(request.GET.get("version", "")) or 0


def _page(
    request: OfficerRequest, found: Conference, *, version: int = 0, status: int = 200, **more: Any
) -> HttpResponse:
    told = minutes_of(found, version)
    context = presenters.context_of(
        found,
        crumbs=[*CONFERENCE.crumbs(request.actor, found), Crumb(_("Minutes"))],
        minutes=told,
        runs=policies.runs(request.actor, found),
        against_confirming=reason_against(policies.may_confirm_minutes, request.actor, found),
        may_amend=told["is_latest"] and not reason_against(policies.may_amend_minutes, request.actor, found),
        **more,
    )
    return render(request, "review/minutes.html", context, status=status)


@record_page(CONFERENCE, may=policies.may_read_minutes, permission=Permission.CONFERENCE_READ, methods=READ)
def minutes_pdf(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Give the minutes as paper, in the language asked for, else the reader's."""
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or "en"
    with translation.override(language):
        content = made_pdf(presenters.context_of(found), minutes_of(found, _version_asked(request)), language)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="samanvay-minutes.pdf"'
    return answer


@record_page(CONFERENCE, may=policies.may_confirm_minutes, permission=Permission.CONFERENCE_RUN, methods=POST)
def confirm(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Confirm the minutes and send them to the invited."""
    return action_page(
        request,
        actions.confirm_minutes,
        found,
        expected=seen_version(request),
        to=reverse("minutes", args=[found.pk]),
        done=_("Confirmed. Every invited office is informed and can read them now."),
    )


def _may_amend(actor: Actor, line: Line) -> None:
    policies.may_amend_minutes(actor, line.conference)


@record_page(LINE, may=_may_amend, permission=Permission.CONFERENCE_RUN, methods=POST)
def amend(request: OfficerRequest, line: Line) -> HttpResponse:
    """Correct a line of confirmed minutes; what was confirmed stays beside it."""
    return form_page(
        request,
        WordingForm,
        partial(actions.amend_line, expected=seen_version(request)),
        line,
        done=_("Amended. The confirmed text is kept beside the new one."),
        show=lambda form: _page(
            request,
            line.conference,
            status=400,
            amending=line.pk,
            amended_text=form.data.get("text", ""),
            amended_reason=form.data.get("reason", ""),
            asking=form,
            wrong=words_of(form),
        ),
    )
