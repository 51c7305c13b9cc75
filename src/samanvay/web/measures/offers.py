"""What this room offers to other pages: telling the linked districts, what came of something, a case's requests."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases.models import Case
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.measures.advisories.queries import advisories as lists
from samanvay.measures.requests.policies import may_send_request
from samanvay.measures.requests.queries import requests_of_case as requests_for
from samanvay.web.components.pieces import Action
from samanvay.web.kit import offers

from . import advisory_presenters as shown
from .request_presenters import pill_of


@offers.tell_action.given
def tell_action(actor: Actor, source: str, key: UUID | str) -> Action | None:
    """Return the button that leads to a filled-in advisory, None for those who send none."""
    if not holds(actor, Permission.ADVISORY_SEND):
        return None
    query = urlencode({"source": source, "key": str(key)})
    return Action(_("Inform the linked districts"), f"{reverse('advisory_new')}?{query}")


@offers.advisories_from.given
def advisories_from(actor: Actor, source: str, key: UUID | str) -> list[dict[str, Any]]:
    """Return the advisories that came of something, as far as the actor may see them."""
    found = lists.advisories_from(actor, source, str(key))
    titles, rows = lists.titles_of(found), lists.recipients_of_many(found)
    return [
        {
            "url": reverse("advisory", args=[each.pk]),
            "title": str(titles[each.pk].title) if each.pk in titles else each.name,
            "words": f"{each.name} · {shown.when(each.sent_at) or '–'} · {shown.how_far(each, rows.get(each.pk, []))}",
        }
        for each in found
    ]


@offers.requests_of_case.given
def requests_of_case(actor: Actor, case: Case) -> dict[str, Any] | None:
    """Return the requests of a case, each in a line, and the button to ask another; None for who reads no requests."""
    if not holds(actor, Permission.REQUEST_READ):
        return None
    lines = [
        {
            "words": f"{each.kind_words}: {each.to_place.names}",
            "number": each.number,
            "pill": pill_of(each),
            "url": reverse("request", args=[each.id]),
        }
        for each in requests_for(actor, case.id)
    ]
    refused = reason_against(may_send_request, actor) or (_("This case is cancelled.") if case.is_void else "")
    ask = Action(_("Ask another district"), f"{reverse('request_new')}?case={case.id}", refused=refused)
    return {"lines": lines, "ask": ask}
