"""What has pages of its own in the room: advisories, rows of their recipients, measures, requests, nodal contacts."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.measures import advisory_queries, playbook_queries, request_queries
from samanvay.measures.models import Advisory, Measure, NodalContact, Recipient, Request
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record


def advisory_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of advisories."""
    return [Crumb(_("Advisories"), reverse("advisories")), *more]


def measure_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of measures."""
    return [Crumb(_("Measures"), reverse("measures")), *more]


def request_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of requests."""
    return [Crumb(_("Requests"), reverse("requests")), *more]


def _title_of(advisory: Advisory) -> str:
    return advisory.name or str(advisory_queries.text_of(advisory).title)


ADVISORY: Record[Advisory] = Record(
    "advisory",
    load=lambda actor, key: advisory_queries.advisory_or_unseen(actor, key),
    page=lambda advisory: reverse("advisory", args=[advisory.pk]),
    crumbs=lambda actor, advisory: advisory_crumbs(Crumb(_title_of(advisory), ADVISORY.page(advisory))),
    given=lambda advisory: {"advisory": advisory},
)
RECIPIENT: Record[Recipient] = Record(
    "recipient",
    load=lambda actor, key: advisory_queries.recipient_or_unseen(actor, key),
    page=lambda recipient: ADVISORY.page(recipient.advisory),
    crumbs=lambda actor, recipient: ADVISORY.crumbs(actor, recipient.advisory),
    given=lambda recipient: {"recipient": recipient},
)
MEASURE: Record[Measure] = Record(
    "measure",
    load=lambda actor, key: playbook_queries.measure_or_unseen(actor, key),
    page=lambda measure: reverse("measure", args=[measure.pk]),
    crumbs=lambda actor, measure: measure_crumbs(
        Crumb(str(playbook_queries.shown_version(measure).title), MEASURE.page(measure))
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
CONTACT: Record[NodalContact] = Record(
    "found",
    load=lambda actor, key: request_queries.contact_or_unseen(actor, key),
    page=lambda contact: reverse("contact", args=[contact.pk]),
    crumbs=lambda actor, contact: request_crumbs(
        Crumb(_("Nodal officers"), reverse("contacts")), Crumb(contact.office, CONTACT.page(contact))
    ),
    given=lambda contact: {"contact": contact},
)
