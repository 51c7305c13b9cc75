"""Officers: found by name, unit and role; their postings; for administrators posting, transferring, ending."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.roles import BY_CODE, ROLES
from samanvay.directory import policies, queries
from samanvay.directory.models import Officer, Posting
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.directory.officers.actions import officers as officer_actions
from samanvay.directory.officers.actions import postings as posting_actions
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.web.components import pieces
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page
from samanvay.web.kit.filters import choice_of, text_of, unit_of
from samanvay.web.kit.lists import part_of
from samanvay.web.kit.pages import POST, READ, page, record_page

from . import forms, presenters
from .asking import ask
from .proposal_views import tell_of_waiting
from .records import OFFICER, POSTING

CSV_HEADER = ("employee_no", "name", "name_hi", "rank", "units", "roles", "since")


@page(permission=Permission.DIRECTORY_READ, methods=READ)
def officers(request: OfficerRequest) -> HttpResponse:
    """Find officers by name or number, unit (and those below it), role and rank."""
    given = {
        "q": text_of(request, "q"),
        "unit": unit_of(request, "unit"),
        "below": choice_of(request, "below", ("1",)),
        "role": choice_of(request, "role", BY_CODE),
        "rank": text_of(request, "rank"),
    }
    unit = queries.unit_by_code(given["unit"]) if given["unit"] else None
    found = queries.officers_found(
        words=given["q"],
        unit=unit,
        below=bool(given["below"]),
        role=given["role"],
        rank=given["rank"],
    )
    contacts = policies.may_see_contacts(request.actor)
    if request.GET.get("as") == "csv":
        header = (*CSV_HEADER, "phone", "email") if contacts else CSV_HEADER
        return presenters.list_answer("officers", header, (_line(one, contacts) for one in found))
    part = part_of(request, found)
    context = {
        "given": given,
        "unit": unit,
        "table": presenters.officer_rows(part.rows, contacts),
        "count": part.count,
        "roles": [(role.code, role.name) for role in ROLES],
        "csv": pieces.address(request, **{"as": "csv"}),
        "tabs": presenters.parts("officers"),
        "may_add": bool(policies.state_kept(request.actor, Permission.ACCESS_GRANT)),
        "may_agree": holds(request.actor, Permission.ACCESS_AGREE),
        "may_tokens": holds(request.actor, Permission.API_TOKEN),
        "newer": part.newer,
        "older": part.older,
    }
    return render(request, "directory/officers.html", context)


def _line(officer: Officer, contacts: bool) -> list[Any]:
    now: list[Posting] = officer.posted_now  # type: ignore[attr-defined]  # prefetched by officers_found
    line = [
        officer.employee_no, officer.name, officer.name_hi, officer.rank,
        "; ".join(one.unit.name for one in now), "; ".join(one.role for one in now),
        "; ".join(one.since.isoformat() for one in now),
    ]  # fmt: skip
    return [*line, officer.phone, officer.email] if contacts else line


@record_page(OFFICER, permission=Permission.DIRECTORY_READ, methods=READ)
def officer(request: OfficerRequest, found: Officer) -> HttpResponse:
    """Show an officer: rank, contact, and the history of postings."""
    may_post = policies.may_post(request.actor, found.home_state)
    contacts, user = policies.may_see_contacts(request.actor), found.user
    lock = offers.lock_out_pill(user) if may_post and user else None
    sign_in = user.username if user else pieces.Pill(_("none yet"), "warn")
    facts = [
        (_("Employee number"), found.employee_no),
        (_("Rank"), found.rank or "–"),
        (_("Service"), found.service or "–"),
        (_("Phone"), (found.phone or "–") if contacts else None),
        (_("E-mail"), (found.email or "–") if contacts else None),
        (_("Sign-in"), sign_in if may_post else None),
        (_("Locked for new devices"), lock),
    ]
    today = clock.today()
    context = {
        "officer": found,
        "title": presenters.said(found.names),
        "facts": facts,
        "postings": [_posting(one, may_post, one.is_in_force(today)) for one in queries.postings_of(found)],
        "actions": [
            *(_actions(request.actor, found, is_locked=bool(lock)) if may_post else []),
            *([_confirming(found)] if policies.may_confirm(request.actor, found) else []),
        ],
        "tabs": presenters.parts("officers"),
    }
    return render(request, "directory/officer.html", context)


def _posting(posting: Posting, may_post: bool, now: bool) -> dict[str, Any]:
    until = presenters.day(posting.until) or _("today")
    names = (("posting_transfer", _("Transfer")), ("posting_end", _("End")))
    open_ended = posting.until is None or posting.until >= clock.today()
    return {
        "unit": posting.unit,
        "role": presenters.role_words(posting.role),
        "days": f"{presenters.day(posting.since)} – {until}",
        "order_no": posting.order_no,
        "pill": _pill(posting, now, open_ended),
        "actions": [
            pieces.Action(words, reverse(name, kwargs={"key": posting.id}))
            for name, words in names
            if may_post and open_ended
        ],
    }


def _pill(posting: Posting, now: bool, open_ended: bool) -> pieces.Pill:
    grant = posting.grant
    if grant is not None and grant.waits and grant.ended_at is None:
        return pieces.Pill(_("waiting for a second person"), "warn")
    return pieces.Pill(_("now"), "ok") if now else pieces.Pill(_("upcoming") if open_ended else _("ended"))


def _actions(actor: Actor, found: Officer, *, is_locked: bool) -> list[pieces.Action]:
    key = {"key": found.id}
    known = [
        pieces.Action(_("Post"), reverse("officer_post", kwargs=key), "primary"),
        pieces.Action(_("Correct"), reverse("officer_correct", kwargs=key)),
    ]
    if found.user is None:
        known.append(pieces.Action(_("Give a sign-in"), reverse("officer_account", kwargs=key), post=True))
    else:
        words = _("Reset sign-in") if found.user.has_usable_password() else _("Give a sign-in code")
        refused = policies.why_no_reset(actor, found)
        known.append(pieces.Action(words, reverse("officer_reset", kwargs=key), refused=refused))
        if is_locked:
            known.append(
                pieces.Action(_("Unlock sign-in"), reverse("officer_open_sign_in", kwargs=key), refused=refused)
            )
    return known


def _confirming(found: Officer) -> pieces.Action:
    return pieces.Action(_("Confirm after the reset"), reverse("confirm_sign_in", args=[found.user_id]), "primary")


GRANT = Permission.ACCESS_GRANT


@page(permission=GRANT)
def officer_new(request: OfficerRequest) -> HttpResponse:
    """Add an officer."""
    return ask(
        request,
        forms.NewOfficerForm,
        partial(officer_actions.add_officer, home_state=policies.require_state(request.actor, GRANT)),
        title=_("New officer"),
        back=reverse("officers"),
        to=OFFICER.page,
    )


@record_page(OFFICER, may=policies.require_post_officer, permission=GRANT)
def officer_correct(request: OfficerRequest, officer: Officer) -> HttpResponse:
    """Correct an officer's record."""
    return ask(
        request,
        forms.CorrectOfficerForm,
        officer_actions.correct_officer,
        officer,
        initial={name: getattr(officer, name) for name in forms.OfficerForm.base_fields},
        title=_("Correct %(name)s") % {"name": officer.names},
    )


@record_page(OFFICER, may=policies.require_post_officer, permission=GRANT, methods=POST)
def officer_account(request: OfficerRequest, officer: Officer) -> HttpResponse:
    """Give an officer a sign-in with the access of the postings."""

    def said(user: User) -> str:
        tell_of_waiting(request, user.id)
        return _(
            "The login is %(login)s. Give the officer a sign-in code or a phone code, or let them use the "
            "state's sign-in."
        ) % {"login": user.username}

    return action_page(request, account_actions.open_account, officer, done=said)


def _posted(request: OfficerRequest, posting: Posting) -> str:
    user_id = posting.officer.user_id
    if user_id is None and posting_actions.needs_second_person(posting):
        words = _("A second person of another unit must agree to this role. Give a sign-in here; then they are asked.")
        messages.warning(request, words)
    return _changed(request, posting)


def _changed(request: OfficerRequest, posting: Posting) -> str:
    tell_of_waiting(request, posting.officer.user_id)
    return _("Saved.")


@record_page(OFFICER, may=policies.require_post_officer, permission=GRANT)
def officer_post(request: OfficerRequest, officer: Officer) -> HttpResponse:
    """Post an officer to a unit."""
    return ask(
        request,
        partial(forms.PostForm, state=officer.home_state),
        posting_actions.post_officer,
        officer,
        title=_("Post %(name)s") % {"name": officer.names},
        words=_("Access lasts from the first day of the posting to the last."),
        done=partial(_posted, request),
    )


@record_page(POSTING, may=policies.require_change_posting, permission=GRANT)
def posting_transfer(request: OfficerRequest, posting: Posting) -> HttpResponse:
    """Transfer an officer from a posting to another."""
    return ask(
        request,
        partial(forms.TransferForm, state=posting.unit.home_state),
        posting_actions.transfer_officer,
        posting,
        initial={"role": posting.role},
        title=_("Transfer %(name)s from %(unit)s") % {"name": posting.officer.names, "unit": posting.unit.names},
        words=_("The present access ends the day before."),
        done=partial(_changed, request),
    )


@record_page(POSTING, may=policies.require_change_posting, permission=GRANT)
def posting_end(request: OfficerRequest, posting: Posting) -> HttpResponse:
    """End a posting; an empty form is a wish too: end it now."""
    names = {"name": posting.officer.names, "unit": posting.unit.names}
    return ask(
        request,
        forms.EndForm,
        posting_actions.end_posting,
        posting,
        title=_("End the posting of %(name)s at %(unit)s?") % names,
        label=_("End"),
        kind="danger",
        done=partial(_changed, request),
    )
