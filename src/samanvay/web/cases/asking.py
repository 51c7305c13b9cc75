"""What was asked of other districts for a case, and the way to ask."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases.models import Case
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.measures.models import Request
from samanvay.measures.requests.policies import may_send_request
from samanvay.measures.requests.queries import requests_of_case
from samanvay.web.components.pieces import Action, Pill
from samanvay.web.measures.request_shown import pill_of


@dataclass(frozen=True)
class AskedLine:
    """One request of a case: what of whom, where it stands, its page."""

    words: str
    number: str
    pill: Pill
    url: str


@dataclass(frozen=True)
class Asking:
    """The requests of a case and the button to ask another district."""

    lines: list[AskedLine]
    ask: Action


def asking_of(actor: Actor, case: Case) -> Asking | None:
    """Return the requests of a case for those who read requests, None for others."""
    if not holds(actor, Permission.REQUEST_READ):
        return None
    lines = [
        AskedLine(
            f"{each.kind_words}: {each.to_place.names}", each.number, pill_of(each), reverse("request", args=[each.id])
        )
        for each in requests_of_case(actor, case.id)
    ]
    refused = reason_against(may_send_request, actor) or (_("This case is void.") if case.is_void else "")
    return Asking(lines, Action(_("Ask another district"), f"{reverse('request_new')}?case={case.id}", refused=refused))


def _said(request: Request) -> str:
    return f"{request.kind_words}: {request.to_place.names}"
