"""The register of nodal officers: who answers in which state and district, what is stale, where nobody is known."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.queries import names_of_places
from samanvay.kernel import clock
from samanvay.kernel.refusals import reason_against
from samanvay.measures.contacts import policies, queries
from samanvay.measures.contacts.actions import add_contact, correct_contact, verify_contact, void_contact
from samanvay.measures.models import NodalContact
from samanvay.web.components.pieces import Action, Column, Crumb, Pill, Table, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.filters import choice_of, place_of, text_of
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import POST, READ, page, record_page
from samanvay.web.kit.people import names_of

from .records import CONTACT, request_crumbs
from .request_forms import CONTACT_SUGGESTIONS, ContactForm, VoidForm

LOOK, KEEP = Permission.DIRECTORY_READ, Permission.CONTACT_KEEP
A_PAGE = 100
STALE, WITHOUT = "stale", "without"


def _filters(request: HttpRequest) -> dict[str, Any]:
    return {
        "state": place_of(request, "state", _("State")),
        "compartment": choice_of(request, "compartment", COMPARTMENTS),
        "words": text_of(request, "words"),
        "is_stale": choice_of(request, "show", (STALE, WITHOUT)) == STALE,
    }


@page(permission=LOOK, methods=READ)
def contacts(request: OfficerRequest) -> HttpResponse:
    """List offices by filters; or, on asking, the districts for which nobody is known."""
    asked = _filters(request)
    found = queries.contacts_found(request.actor, **asked)
    part = part_of(request, found, A_PAGE)
    known = queries.coverage(request.actor)
    chosen = [each for each in known if not asked["state"] or each.state == asked["state"]]
    is_without = request.GET.get("show") == WITHOUT
    missing = sum(len(each.without) for each in chosen)
    stale = queries.contacts_found(request.actor, **{**asked, "is_stale": True}).count()
    names = names_of_places(each.state for each in known)
    return list_page(
        request,
        part,
        "measures/request_contacts.html",
        table=Table.of(_("Nodal officers"), _columns(), part.rows, CONTACT.page),
        words=ngettext("%(n)d office", "%(n)d offices", part.count) % {"n": part.count},
        csv="contacts_csv",
        chips=chips(
            request,
            "show",
            [(STALE, _("Not verified for 180 days")), (WITHOUT, _("Districts without a known office"))],
            every=_("All"),
            counts={STALE: stale, WITHOUT: missing},
        ),
        asked=asked,
        show=request.GET.get("show", ""),
        state_choices=[(each.state, names.get(each.state, each.state)) for each in known],
        compartments=list(COMPARTMENTS.items()),
        is_without=is_without,
        without=_without(chosen, names, bool(asked["state"])) if is_without else None,
        desks=[] if is_without else _desks(request, asked),
        may_keep=not reason_against(policies.may_keep_contacts, request.actor),
        crumbs=request_crumbs(Crumb(_("Nodal officers"))),
    )


def _without(chosen: Sequence[queries.Coverage], names: dict[str, str], is_one: bool) -> Table:
    """Return of one state the districts by name, of all how many in each."""
    if is_one:
        districts = names_of_places(key for each in chosen for key in each.without)
        return Table.of(_("Districts without a known office"), [Column(_("District"), str)], sorted(districts.values()))
    columns = [
        Column(_("State"), lambda each: names.get(each.state, each.state)),
        Column(_("Districts"), lambda each: each.districts, number=True),
        Column(_("of these without a known office"), lambda each: len(each.without), number=True),
        Column(
            _("State's own office known"), lambda each: _("yes") if each.has_state_office else Pill(_("no"), "warn")
        ),
    ]
    states = sorted(chosen, key=lambda one: (one.has_state_office, names.get(one.state, "")))
    url = reverse("contacts")
    return Table.of(
        _("Districts without a known office"), columns, states, lambda each: f"{url}?state={each.state}&show={WITHOUT}"
    )


def _desks(request: OfficerRequest, asked: dict[str, Any]) -> list[dict[str, str]]:
    """Return the states whose own desk serves in this system: no address is needed, requests reach it."""
    if asked["compartment"] or asked["is_stale"] or asked["words"]:
        return []
    desks = queries.desks_served(request.actor)
    names = names_of_places(desks)
    return [
        {"state": names.get(state, state), "unit": str(unit.names)}
        for state, unit in desks.items()
        if not asked["state"] or asked["state"] == state
    ]


def _columns() -> list[Column]:
    today = clock.today()

    def verified(each: NodalContact) -> Any:
        words = date_format(each.verified_on, "DATE_FORMAT") if each.verified_on else _("never")
        return Pill(words, "warn") if each.is_stale(today) else words

    return [
        Column(_("Place"), lambda each: each.place.names),
        Column(_("State"), lambda each: each.place.state and each.place.state.names),
        Column(_("Department"), lambda each: each.compartment_words),
        Column(_("Designation"), lambda each: each.designation),
        Column(_("Office"), lambda each: each.office),
        Column(_("Office telephone"), lambda each: each.phone or None),
        Column(_("E-mail"), lambda each: each.email or None),
        Column(_("Verified on"), verified),
    ]


@page(permission=LOOK, methods=READ)
def contacts_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same entries as CSV."""
    found = queries.contacts_found(request.actor, **_filters(request))[:5000]
    columns = [
        *_columns(),
        Column(_("Valid from"), lambda each: each.valid_from),
        Column(_("Valid until"), lambda each: each.valid_until),
        Column(_("Source"), lambda each: each.source),
    ]
    return as_csv(Table.of(_("Nodal officers"), columns, found), "samanvay-nodal-officers")


@record_page(CONTACT, permission=LOOK, methods=READ)
def contact(request: OfficerRequest, found: NodalContact) -> HttpResponse:
    """Show one entry with its versions."""
    return _page(request, found)


def _page(request: OfficerRequest, found: NodalContact, *, form: VoidForm | None = None) -> HttpResponse:
    versions = queries.versions_of(request.actor, found)
    names = names_of([each.made_by for each in versions] + [each.verified_by for each in versions])
    refused = reason_against(policies.may_change_contact, request.actor, found)
    verified = _("never")
    if found.verified_on:
        who = names.get(found.verified_by, "") if found.verified_by else ""
        verified = ", ".join(filter(None, [date_format(found.verified_on, "DATE_FORMAT"), who]))
    days = [date_format(each, "DATE_FORMAT") if each else "–" for each in (found.valid_from, found.valid_until)]
    context: dict[str, Any] = {
        "found": found,
        "pill": _pill(found),
        "facts": [
            (_("Place"), str(found.place.names)),
            (_("Department"), str(found.compartment_words)),
            (_("Designation"), found.designation),
            (_("Office"), found.office),
            (_("Office telephone"), found.phone or "–"),
            (_("E-mail"), found.email or "–"),
            (_("Valid"), " – ".join(days)),
            (_("Verified"), verified),
            (_("Source"), found.source),
        ],
        "verify": Action(
            _("Verified today"), reverse("contact_verify", args=[found.id]), "primary", True, refused,
            {"version": found.version},
        ),
        "correct": Action(_("Correct"), reverse("contact_correct", args=[found.id]), refused=refused),
        "error": form.errors["reason"][0] if form else "",
        "versions": _versions(versions, names),
        "crumbs": request_crumbs(Crumb(_("Nodal officers"), reverse("contacts")), Crumb(found.office)),
    }  # fmt: skip
    return render(request, "measures/request_contact.html", context, status=400 if form else 200)


def _pill(found: NodalContact) -> Pill:
    if found.is_void:
        return Pill(_("deleted"), "hot")
    if found.superseded_at is not None:
        return Pill(_("replaced by a correction"), "calm")
    return Pill(_("not verified for 180 days"), "warn") if found.is_stale(clock.today()) else Pill(_("verified"), "ok")


def _versions(versions: Sequence[NodalContact], names: dict[UUID, str]) -> Table | None:
    columns = [
        Column(_("Written"), lambda each: moment_words(each.made_at)),
        Column(_("Designation"), lambda each: each.designation),
        Column(_("Office"), lambda each: each.office),
        Column(_("Office telephone"), lambda each: each.phone or None),
        Column(_("E-mail"), lambda each: each.email or None),
        Column(_("By"), lambda each: names.get(each.made_by, "")),
    ]
    return Table.of(_("Versions"), columns, versions, CONTACT.page) if len(versions) > 1 else None


@page(permission=KEEP)
def contact_new(request: OfficerRequest) -> HttpResponse:
    """Add an office by hand."""
    return _form_page(request, add_contact, None, _("Add an office"), reverse("contacts"))


@record_page(CONTACT, permission=KEEP, may=policies.may_change_contact)
def contact_correct(request: OfficerRequest, found: NodalContact) -> HttpResponse:
    """Correct an entry as a new version."""
    return _form_page(request, correct_contact, found, _("Correct an office"), CONTACT.page(found))


def _form_page(
    request: OfficerRequest, action: Callable[..., NodalContact], found: NodalContact | None, title: str, back: str
) -> HttpResponse:
    return form_page(
        request,
        partial(ContactForm, actor=request.actor, contact=found),
        action,
        found,
        title=title,
        template="measures/request_contact_form.html",
        list_id=CONTACT_SUGGESTIONS,
        back=back,
        crumbs=[Crumb(_("Nodal officers"), reverse("contacts")), Crumb(title)],
        done=_("Saved."),
        to=CONTACT.page,
    )


@record_page(CONTACT, permission=KEEP, methods=POST)
def contact_verify(request: OfficerRequest, found: NodalContact) -> HttpResponse:
    """Note that the office was asked today and the entry holds."""
    seen = seen_version(request)
    return action_page(request, verify_contact, found, expected=seen, done=_("Verified today."))


@record_page(CONTACT, permission=KEEP, methods=POST)
def contact_void(request: OfficerRequest, found: NodalContact) -> HttpResponse:
    """Strike an entry out with a reason."""
    return form_page(
        request,
        VoidForm,
        void_contact,
        found,
        done=_("Deleted."),
        show=lambda form: _page(request, found, form=form),
    )
