"""The page on which the state's desk consents that decided reports teach the reader, and sees what would leave."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.reports.models import ReaderConsent
from samanvay.reports.teaching import policies, queries
from samanvay.reports.teaching.actions import consenting
from samanvay.web.components.pieces import Column, Crumb, Pill, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.forms import ReasonForm, VersionedReasonForm
from samanvay.web.kit.pages import POST, READ, action_to, page, record_page
from samanvay.web.kit.people import names_of

from .records import CONSENT, teaching_crumbs


@page(permission=Permission.READER_CONSENT, methods=READ)
def reader_teaching(request: OfficerRequest) -> HttpResponse:
    """Show whether consent is given, what it means, how much would be used, a sample of it, and the history."""
    actor = request.actor
    every = queries.consents(actor)
    now = next((each for each in every if each.withdrawn_at is None), None)
    people = names_of(key for each in every for key in (each.given_by, each.confirmed_by, each.withdrawn_by))
    context: dict[str, Any] = {
        "crumbs": [*teaching_crumbs()[:1], Crumb(_("Teaching the reader"))],
        "consent": now,
        "state": _state(now),
        "said": _said(now, people),
        "give": None if now else action_to(actor, "reader_consent_give", _("Give consent"), kind="primary"),
        "confirm": action_to(actor, "reader_consent_confirm", _("Confirm"), now, kind="primary")
        if now and not now.is_in_force
        else None,
        "withdraw": action_to(actor, "reader_consent_withdraw", _("Withdraw consent"), now, kind="danger")
        if now
        else None,
        "many": queries.many_taught(actor),
        "sample": queries.sample(actor),
        "history": _history(every, people),
    }
    return render(request, "reports/teaching.html", context)


def _state(consent: ReaderConsent | None) -> Pill:
    if consent is None:
        return Pill(_("No consent"), "calm")
    return Pill(_("In force"), "ok") if consent.is_in_force else Pill(_("Waits for a second person"), "warn")


def _said(consent: ReaderConsent | None, people: dict[Any, str]) -> str:
    if consent is None:
        return _("Nothing is exported. What officers decide stays in this installation.")
    given = {"who": people.get(consent.given_by, ""), "when": moment_words(consent.given_at)}
    if consent.confirmed_at is None:
        return _("Given by %(who)s, %(when)s. Another person of the state's desk must confirm it.") % given
    confirmed = {"second": people.get(consent.confirmed_by, ""), "since": moment_words(consent.confirmed_at)}
    return _("Given by %(who)s, %(when)s; confirmed by %(second)s. In force since %(since)s.") % {**given, **confirmed}


def _history(every: list[ReaderConsent], people: dict[Any, str]) -> Table | None:
    def done(who: Any, when: Any) -> str | None:
        return f"{people.get(who, '')}, {moment_words(when)}" if when else None

    columns = [
        Column(_("Given"), lambda each: done(each.given_by, each.given_at)),
        Column(_("Reason"), lambda each: each.reason),
        Column(_("Confirmed"), lambda each: done(each.confirmed_by, each.confirmed_at)),
        Column(_("Withdrawn"), lambda each: done(each.withdrawn_by, each.withdrawn_at)),
        Column(_("Why withdrawn"), lambda each: each.withdrawn_why or None),
    ]
    return Table.of(_("Consents of the state's desk"), columns, every) if every else None


@page(may=policies.may_give_consent, permission=Permission.READER_CONSENT)
def give(request: OfficerRequest) -> HttpResponse:
    """Give consent, with a reason."""
    return form_page(
        request,
        ReasonForm,
        consenting.give_consent,
        title=_("Give consent"),
        label=_("Give consent"),
        intro=_(
            "It holds once another person of the state's desk confirms it. Either of you can withdraw it at any time."
        ),
        crumbs=[*teaching_crumbs(), Crumb(_("Give consent"))],
        back=teaching_crumbs()[-1].url,
        to=CONSENT.page,
        done=_("Consent is given. Another person of the state's desk must confirm it."),
    )


@record_page(CONSENT, may=policies.may_confirm_consent, permission=Permission.READER_CONSENT, methods=POST)
def confirm(request: OfficerRequest, consent: ReaderConsent) -> HttpResponse:
    """Confirm as the second person."""
    return action_page(
        request,
        consenting.confirm_consent,
        consent,
        expected=seen_version(request),
        done=_("Consent is in force. Rows can be exported from the server."),
    )


@record_page(CONSENT, may=policies.may_withdraw_consent, permission=Permission.READER_CONSENT)
def withdraw(request: OfficerRequest, consent: ReaderConsent) -> HttpResponse:
    """Withdraw consent, with a reason."""
    return form_page(
        request,
        VersionedReasonForm,
        consenting.withdraw_consent,
        consent,
        title=_("Withdraw consent"),
        label=_("Withdraw consent"),
        kind="danger",
        intro=_("Nothing is exported any more. Files that were exported before do not come back."),
        done=_("Consent is withdrawn. Nothing is exported any more."),
    )
