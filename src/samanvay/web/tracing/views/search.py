"""Steps of the search and the station's questions, for one person or for all of a group."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from samanvay.directory import queries as directory
from samanvay.kernel.refusals import reason_against
from samanvay.recording.submissions import Captured
from samanvay.tracing.entries import policies
from samanvay.tracing.entries.actions import add_step, answer_questions
from samanvay.tracing.entries.queries import party_of
from samanvay.tracing.models import Entry
from samanvay.tracing.tasks import follow_entries
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered, posted, show_form
from samanvay.web.kit.pages import record_page

from ..presenters import sheet_rows
from ..search_forms import QuestionsForm, StepForm
from .page import ENTRY


def _for_each(sent: Captured, entries: list[Entry], act: Callable[[Entry, Captured], Any]) -> Any:
    """Do the same for several entries, each under its own submission; follow them, return what the first gave."""
    done = [
        act(each, sent if at == 0 else Captured(uuid5(sent.submission_id, str(each.id)), sent.captured_at, sent.device))
        for at, each in enumerate(entries)
    ]
    follow_entries([each.id for each in entries])
    return done[0]


@record_page(ENTRY, may=policies.may_add_step)
def step(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Record a step of the search."""
    party = _party(request, entry, policies.may_add_step)
    form = StepForm(
        posted(request), entry=entry, units=_ahtus(entry), has_party=bool(party),
        initial={"kind": request.GET.get("kind", "")},
    )  # fmt: skip

    def act() -> Any:
        said = form.taken()
        sent, entries = said.pop("captured"), [entry, *(party if said.pop("for_all", False) else [])]

        def one(each: Entry, captured: Captured) -> Any:
            return add_step(by=request.actor, entry_id=each.id, captured=captured, **said)

        return _for_each(sent, entries, one)

    answer = answered(request, form, act, to=ENTRY.page(entry), said=_("The step is recorded."))
    return answer or show_form(request, form, entry, title=_("Add a step"), label=_("Record the step"))


def _party(request: OfficerRequest, entry: Entry, policy: Callable[..., None]) -> list[Entry]:
    """Return those of the same group for whom the actor may do the same."""
    return [each for each in party_of(request.actor, entry) if not reason_against(policy, request.actor, each)]


def _ahtus(entry: Entry) -> dict[int, str]:
    """Return the AHTUs that serve the places of an entry, by audience."""
    keys = [key for key in (entry.place_id, entry.home_id) if key]
    units = [unit for key in keys for unit in directory.units_serving(key, kinds=["ahtu"])]
    return {unit.audience: str(unit.names) for unit in units}


@record_page(ENTRY, may=policies.may_answer_questions)
def questions(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Ask the station's questions about trafficking."""
    party = _party(request, entry, policies.may_answer_questions)
    form = QuestionsForm(posted(request), has_party=bool(party))

    def act() -> Any:
        answers = form.answers()

        def one(each: Entry, captured: Captured) -> Any:
            return answer_questions(by=request.actor, entry_id=each.id, answers=answers, captured=captured)

        return _for_each(form.captured(), [entry, *(party if form.cleaned_data.get("for_all") else [])], one)

    def tell(sheet: Any) -> None:
        [shown] = sheet_rows(entry, [sheet])
        (messages.warning if sheet.speaks_for else messages.success)(request, f"{shown['words']}. {shown['rule']}")

    answer = answered(request, form, act, to=f"{ENTRY.page(entry)}#questions", said=tell)
    return answer or show_form(
        request,
        form,
        entry,
        title=_("Questions about trafficking"),
        label=_("Save the answers"),
        intro=_(
            "For the person who reports: mother, father, neighbour. Ask in their own language. The answers "
            "assess the situation, not a person."
        ),
        template="tracing/questions.html",
    )
