"""What the pages of a case share: the case itself, its entries, the way to its pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.cases import queries
from samanvay.cases.models import Case
from samanvay.cases.tasks import follow_case
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.forms import ReasonForm
from samanvay.web.kit.pages import Record


def crumbs(case: Case | None, *last: Any) -> list[Crumb]:
    """Return the way to a page of a case."""
    way = [Crumb(_("Cases"), reverse("cases"))]
    if case is not None:
        way.append(Crumb(case.number, reverse("case", args=[case.id])))
    return [*way, *(Crumb(words) for words in last)]


CASE = Record(
    "case",
    load=lambda actor, case_id: queries.case_or_unseen(actor, case_id),
    page=lambda case: reverse("case", args=[case.id]),
    crumbs=lambda actor, case: crumbs(case),
    given=lambda case: {"case_id": case.id},
)


def _held(name: str, find: Callable[[Actor, UUID], Any], anchor: str = "") -> Record[Any]:
    """Return the record of what a case holds: its address names the case and ``<name>_id``, its page is the case's."""
    key = f"{name}_id"

    def load(actor: Actor, case_id: UUID, **named: UUID) -> Any:
        case, entry = queries.case_or_unseen(actor, case_id), find(actor, named[key])
        if entry.case_id != case.id:
            raise Unseen
        entry.case = case
        return entry

    return Record(
        name,
        load=load,
        page=lambda entry: reverse("case", args=[entry.case_id]) + anchor,
        crumbs=lambda actor, entry: crumbs(entry.case),
        given=lambda entry: {key: entry.id},
    )


PERSON = _held("person", queries.person_or_unseen)
EVENT = _held("event", queries.event_or_unseen)
LEG = _held("leg", queries.leg_or_unseen, "#way")
ITEM = _held("item", queries.item_or_unseen, "#items")
DEPARTURE = _held("departure", queries.departure_or_unseen, "#people")
RECOUNT = _held("recount", queries.recount_or_unseen)
PROVISION = _held("provision", queries.provision_or_unseen, "#provisions")


def followed(action: Callable[..., Any]) -> Callable[..., Any]:
    """Return an action of a case after which its duties are opened and ended in the same answer."""

    def act(**given: Any) -> Any:
        made = action(**given)
        follow_case(made.id if isinstance(made, Case) else made.case_id)
        return made

    return act


def void_page(
    request: OfficerRequest, action: Callable[..., Any], entry: Any, words: Any, intro: str = ""
) -> HttpResponse:
    """Answer the page that voids an entry of a case, with the reason; ``intro`` says what else follows."""
    return form_page(
        request,
        ReasonForm,
        action,
        entry,
        title=_("Cancel: %(what)s") % {"what": words},
        label=_("Cancel the entry"),
        kind="danger",
        intro=intro,
        done=_("The entry is cancelled."),
    )
