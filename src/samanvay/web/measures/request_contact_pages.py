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
from samanvay.kernel import clock
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.measures import request_policies as policies
from samanvay.measures import request_queries as queries
from samanvay.measures.models import NodalContact
from samanvay.measures.request_contacts import add_contact, correct_contact, verify_contact, void_contact
from samanvay.web.components.pieces import Action, Chip, Column, Crumb, Pill, Row, Table, address
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.filters import choice_of, place_of, text_of
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import POST, READ, page, record_page
from samanvay.web.kit.people import names_of
from samanvay.web.kit.places import place_names

from .records import CONTACT, request_crumbs
from .request_contact_forms import SUGGESTIONS, ContactForm

LOOK, KEEP = Permission.DIRECTORY_READ, Permission.CONTACT_KEEP
A_PAGE = 100
STALE, WITHOUT = "stale", "without"


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {
        "state": place_of(request, "state", _("State")),
        "compartment": choice_of(request, "compartment", COMPARTMENTS),
        "words": text_of(request, "words"),
        "is_stale": choice_of(request, "show", (STALE, WITHOUT)) == STALE,
    }


@page(permission=LOOK, methods=READ)
def contacts(request: OfficerRequest) -> HttpResponse:
    """List offices by filters; or, on asking, the districts for which nobody is known."""
    asked = _asked(request)
    found = queries.contacts_found(request.actor, **asked)
    part = part_of(request, found, A_PAGE)
    known = queries.coverage(request.actor)
    chosen = [each for each in known if not asked["state"] or each.state == asked["state"]]
    is_without = request.GET.get("show") == WITHOUT
    missing = sum(len(each.without) for each in chosen)
    stale = queries.contacts_found(request.actor, **{**asked, "is_stale": True}).count()
    names = place_names(each.state for each in known)
    return list_page(
        request,
        part,
        "measures/request_contacts.html",
        table=contact_table(part.rows),
        words=ngettext("%(n)d office", "%(n)d offices", part.count) % {"n": part.count},
        csv="contacts_csv",
        chips=[
            Chip(_("All"), address(request, show=""), request.GET.get("show", "") not in (STALE, WITHOUT)),
            Chip(_("Not verified for 180 days"), address(request, show=STALE), asked["is_stale"], stale),
            Chip(_("Districts with nobody"), address(request, show=WITHOUT), is_without, missing),
        ],
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
        districts = place_names(key for each in chosen for key in each.without)
        rows = [Row([name]) for name in sorted(districts.values())]
        return Table(_("Districts with nobody"), [Column(_("District"))], rows)
    rows = [
        Row(
            [
                names.get(each.state, each.state),
                each.districts,
                len(each.without),
                _("yes") if each.has_state_office else Pill(_("no"), "warn"),
            ],
            f"{reverse('contacts')}?state={each.state}&show={WITHOUT}",
        )
        for each in sorted(chosen, key=lambda one: (one.has_state_office, names.get(one.state, "")))
    ]
    heads = [_("State"), _("Districts"), _("of these with nobody"), _("State's own office known")]
    return Table(
        _("Districts with nobody"), [Column(head, number=position in (1, 2)) for position, head in enumerate(heads)],
        rows,
    )  # fmt: skip


def _desks(request: OfficerRequest, asked: dict[str, Any]) -> list[dict[str, str]]:
    """Return the states whose own desk serves in this system: no address is needed, requests reach it."""
    if asked["compartment"] or asked["is_stale"] or asked["words"]:
        return []
    desks = queries.desks_served(request.actor)
    names = place_names(desks)
    return [
        {"state": names.get(state, state), "unit": str(unit.names)}
        for state, unit in desks.items()
        if not asked["state"] or asked["state"] == state
    ]


def contact_table(listed: Sequence[NodalContact], *, in_file: bool = False) -> Table:
    """Return entries of the register as a table."""
    day = clock.today()
    rows = []
    for each in listed:
        state = each.place.state
        verified: Any = date_format(each.verified_on, "DATE_FORMAT") if each.verified_on else _("never")
        if each.is_stale(day) and not in_file:
            verified = Pill(verified, "warn")
        cells = [
            str(each.place.names), str(state.names) if state else "–", str(each.compartment_words),
            each.designation, each.office, each.phone or "–", each.email or "–", verified,
        ]  # fmt: skip
        if in_file:
            cells += [str(each.valid_from or ""), str(each.valid_until or ""), each.source]
        rows.append(Row(cells, reverse("contact", args=[each.id])))
    heads = [
        *(_("Place"), _("State"), _("Department"), _("Designation"), _("Office")),
        *(_("Office telephone"), _("E-mail"), _("Verified on")),
    ]
    if in_file:
        heads += [_("Valid from"), _("Valid until"), _("Source")]
    return Table(_("Nodal officers"), [Column(head) for head in heads], rows)


@page(permission=LOOK, methods=READ)
def contacts_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same entries as CSV."""
    found = queries.contacts_found(request.actor, **_asked(request))[:5000]
    return as_csv(contact_table(list(found), in_file=True), "samanvay-nodal-officers")


@record_page(CONTACT, permission=LOOK, methods=READ)
def contact(request: OfficerRequest, found: NodalContact) -> HttpResponse:
    """Show one entry with its versions."""
    return _page(request, found)


def _page(request: OfficerRequest, found: NodalContact, *, error: str = "") -> HttpResponse:
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
        "may_void": not refused,
        "error": error,
        "versions": _versions(versions, names),
        "crumbs": request_crumbs(Crumb(_("Nodal officers"), reverse("contacts")), Crumb(found.office)),
    }  # fmt: skip
    return render(request, "measures/request_contact.html", context, status=400 if error else 200)


def _pill(found: NodalContact) -> Pill:
    if found.is_void:
        return Pill(_("struck out"), "hot")
    if found.superseded_at is not None:
        return Pill(_("replaced by a correction"), "calm")
    return Pill(_("not verified for 180 days"), "warn") if found.is_stale(clock.today()) else Pill(_("verified"), "ok")


def _versions(versions: Sequence[NodalContact], names: dict[UUID, str]) -> Table | None:
    if len(versions) < 2:
        return None
    rows = [
        Row(
            [
                date_format(each.made_at.astimezone(clock.INDIA), "DATETIME_FORMAT"),
                each.designation,
                each.office,
                each.phone or "–",
                each.email or "–",
                names.get(each.made_by, ""),
            ],
            reverse("contact", args=[each.id]),
        )
        for each in versions
    ]
    heads = [
        *(_("Written"), _("Designation"), _("Office"), _("Office telephone")),
        *(_("E-mail"), _("By")),
    ]
    return Table(_("Versions"), [Column(head) for head in heads], rows)


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
        list_id=SUGGESTIONS,
        back=back,
        crumbs=[Crumb(_("Nodal officers"), reverse("contacts")), Crumb(title)],
        done=_("Kept."),
        to=CONTACT.page,
    )


@record_page(CONTACT, permission=KEEP, methods=POST)
def contact_verify(request: OfficerRequest, found: NodalContact) -> HttpResponse:
    """Note that the office was asked today and the entry holds."""
    seen = whole_number(request.POST.get("version", ""))
    return action_page(request, verify_contact, found, expected=seen, done=_("Verified today."))


@record_page(CONTACT, permission=KEEP, methods=POST)
def contact_void(request: OfficerRequest, found: NodalContact) -> HttpResponse:
    """Strike an entry out with a reason."""
    try:
        reason = request.POST.get("reason", "")
        return action_page(request, void_contact, found, reason=reason, done=_("Struck out."))
    except Invalid as refusal:
        return _page(request, found, error=str(refusal.words))
