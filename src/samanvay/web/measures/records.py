"""The ways between the pages of the room, and what has pages of its own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.measures.advisories.queries import advisories
from samanvay.measures.contacts import queries as contact_queries
from samanvay.measures.models import Advisory, Measure, NodalContact, Offer, Recipient, Request
from samanvay.measures.playbook import queries
from samanvay.measures.requests import queries as request_queries
from samanvay.web.components.pieces import Crumb, Tab
from samanvay.web.kit.pages import Record


def advisory_crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Advisories"), reverse("advisories")), *more]


def measure_crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Measures"), reverse("measures")), *more]


def request_crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Requests"), reverse("requests")), *more]


def tabs(actor: Actor, here: str) -> list[Tab]:
    """Return the tabs of an officer, none for a partner, who has the playbook alone."""
    if not holds(actor, Permission.FACT_READ):
        return []
    said = (("advisories", _("Advisories")), ("measures", _("Playbook of measures")))
    return [Tab(words, reverse(name), name == here) for name, words in said]


ADVISORY: Record[Advisory] = Record(
    "advisory",
    load=lambda actor, key: advisories.advisory_or_unseen(actor, key),
    page=lambda advisory: reverse("advisory", args=[advisory.pk]),
    crumbs=lambda actor, advisory: advisory_crumbs(
        Crumb(advisory.name or str(advisories.text_of(advisory).title), ADVISORY.page(advisory))
    ),
    given=lambda advisory: {"advisory": advisory},
)
RECIPIENT: Record[Recipient] = Record(
    "recipient",
    load=lambda actor, key: advisories.recipient_or_unseen(actor, key),
    page=lambda recipient: ADVISORY.page(recipient.advisory),
    crumbs=lambda actor, recipient: ADVISORY.crumbs(actor, recipient.advisory),
    given=lambda recipient: {"recipient": recipient},
)
MEASURE: Record[Measure] = Record(
    "measure",
    load=lambda actor, key: queries.measure_or_unseen(actor, key),
    page=lambda measure: reverse("measure", args=[measure.pk]),
    crumbs=lambda actor, measure: measure_crumbs(
        Crumb(str(queries.shown_version(measure).title), MEASURE.page(measure))
    ),
    given=lambda measure: {"measure": measure},
)
REQUEST: Record[Request] = Record(
    "found",
    load=lambda actor, key: request_queries.request_or_unseen(actor, key),
    page=lambda request: reverse("request", args=[request.pk]),
    crumbs=lambda actor, request: request_crumbs(Crumb(request.number, REQUEST.page(request))),
    given=lambda request: {"request": request},
)
OFFER: Record[Offer] = Record(
    "offer",
    load=lambda actor, key: request_queries.offer_or_unseen(actor, key),
    page=lambda offer: reverse("offers"),
    crumbs=lambda actor, offer: request_crumbs(Crumb(_("Offers"), OFFER.page(offer))),
    given=lambda offer: {"offer": offer},
)
CONTACT: Record[NodalContact] = Record(
    "found",
    load=lambda actor, key: contact_queries.contact_or_unseen(actor, key),
    page=lambda contact: reverse("contact", args=[contact.pk]),
    crumbs=lambda actor, contact: request_crumbs(
        Crumb(_("Nodal officers"), reverse("contacts")), Crumb(contact.office, CONTACT.page(contact))
    ),
    given=lambda contact: {"contact": contact},
)
