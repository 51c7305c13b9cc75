"""Requests, letters, offers and the register of nodal officers, for the addresses of their room."""

from datetime import timedelta
from typing import Any

from things import acting, officer, thing

from samanvay.access.actors import actor_for
from samanvay.kernel import clock
from samanvay.kernel.db.scope import reading
from samanvay.kernel.ids import uuid7
from samanvay.measures.contacts.actions import add_contact
from samanvay.measures.models import NodalContact, Request
from samanvay.measures.requests.actions.answering import FromOutside
from samanvay.measures.requests.actions.letters import answer_outside, make_token
from samanvay.measures.requests.actions.offers import offer_help
from samanvay.measures.requests.actions.writing import RequestContent, send_request, write_request


def _contact(audience: int) -> NodalContact:
    by = acting("state_bureau", audience)
    said = {
        "place": "IN-JH", "compartment": "police", "designation": "Nodal officer", "email": "nodal@example.org",
        "office": f"CID {uuid7().hex[-6:]}", "source": "Letter 12",
    }  # fmt: skip
    with reading(by):
        return add_contact(by=by, said=said)


def _request(audience: int) -> Request:
    by = actor_for(officer("station_officer", audience))
    _contact(audience)
    with reading(by):
        written = write_request(by=by, wanted=RequestContent("rescue", "IN-JH", {"where": "Ranchi"}))
        return send_request(by=by, request=written)


def _letter(audience: int) -> tuple[Request, str]:
    request = _request(audience)
    by = acting("station_officer", audience)
    with reading(by):
        return request, make_token(by=by, request=request)


@thing("request")
def request(audience: int) -> dict[str, Any]:
    """Ask an office of another state."""
    return {"key": _request(audience).id}


@thing("request to add to")
def request_to_add_to(audience: int) -> dict[str, Any]:
    """Ask an office of another state, for the address at which files are added."""
    return {"request_id": _request(audience).id}


@thing("deed of a request")
def deed(audience: int) -> dict[str, Any]:
    """Withdraw a request."""
    return {"key": _request(audience).id, "deed": "withdraw"}


@thing("answer from outside")
def answer(audience: int) -> dict[str, Any]:
    """Answer a letter; the asking unit has not confirmed it."""
    request, secret = _letter(audience)
    step = answer_outside(secret=secret, to="accepted", words="A team is on its way.", outside=FromOutside("CID"))
    return {"key": request.id, "step": step.id}


@thing("letter")
def letter(audience: int) -> dict[str, Any]:
    """Make a letter."""
    return {"secret": _letter(audience)[1]}


@thing("offer")
def offer(audience: int) -> dict[str, Any]:
    """Offer a vehicle."""
    by = actor_for(officer("station_officer", audience))
    day = clock.today()
    with reading(by):
        return {"key": offer_help(by=by, kind="vehicle", since=day, until=day + timedelta(days=2)).id}


@thing("contact")
def contact(audience: int) -> dict[str, Any]:
    """Add an office to the register."""
    return {"key": _contact(audience).id}
