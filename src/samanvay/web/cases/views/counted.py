"""People by number: the number corrected and confirmed, who left, all people of a case in one table."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.cases import policies, queries
from samanvay.cases.counted.actions.leaving import tell_left, void_left
from samanvay.cases.counted.actions.recounting import answer_recount, persons_of_event, recorded_of, recount
from samanvay.cases.counted.actions.table import correct_people, handovers_of
from samanvay.cases.models import Case, CaseDeparture, CaseEvent, CasePerson, Recount
from samanvay.directory.queries import units_of
from samanvay.kernel import clock
from samanvay.kernel.digits import whole_number
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.pages import record_page

from ..counted_forms import AnswerForm, LeftForm, PeopleForm, RecountForm
from ..presenters import recount_words
from .page import CASE, DEPARTURE, EVENT, PERSON, RECOUNT, followed, void_page

AT_ONCE = 50  # rows of the table: a form holds so many fields


@record_page(EVENT, may=policies.may_recount)
def recounted(request: OfficerRequest, event: CaseEvent) -> HttpResponse:
    """Correct how many people an event found; the surplus is chosen by name."""
    listed = persons_of_event(event)
    return form_page(
        request,
        partial(RecountForm, listed=listed, recorded=recorded_of(listed)),
        followed(recount),
        event,
        initial={"people": len(listed) if event.people is None else event.people},
        title=_("Correct the number: %(what)s") % {"what": event.kind_words},
        label=_("Correct the number"),
        intro=_(
            "Each further person is listed and has the time limit of the hour when they were found. If another unit "
            "has taken the people over, a lower number counts when that unit confirms it."
        ),
        done=_("The number is corrected, or sent for confirmation to the unit that took the people over."),
        to=f"{CASE.page(event.case)}#people",
    )


@record_page(RECOUNT, may=policies.may_answer_recount)
def recount_answered(request: OfficerRequest, row: Recount) -> HttpResponse:
    """Confirm or deny a lower number."""
    return form_page(
        request,
        AnswerForm,
        followed(answer_recount),
        row,
        title=_("Confirm the number of people"),
        label=_("Answer"),
        intro=recount_words(row),
        done=_("Your answer is saved."),
    )


@record_page(PERSON, may=policies.may_tell_left)
def left(request: OfficerRequest, person: CasePerson) -> HttpResponse:
    """Tell that a person left."""
    return form_page(
        request,
        LeftForm,
        tell_left,
        person,
        initial={"left_at": clock.now()},
        title=_("%(label)s left") % {"label": person.label},
        label=_("Save"),
        intro=_(
            "The time limit runs on until the receiving office, such as the Child Welfare Committee, confirms it as an "
            "act; then it ends, but does not count as kept. If your post records such acts, the act is sent to that "
            "office. A child given to others without an order has still to be brought before the Committee."
        ),
        done=_("Saved."),
        to=f"{CASE.page(person.case)}#people",
    )


@record_page(DEPARTURE, may=policies.may_void_entry)
def left_void(request: OfficerRequest, departure: CaseDeparture) -> HttpResponse:
    """Cancel that a person left."""
    words = f"{departure.person.label}: {departure.kind_words}"
    return void_page(
        request,
        void_left,
        departure,
        words,
        intro=_(
            "The act that waits for the receiving office is withdrawn with it. If that office has confirmed the act, "
            "withdraw it as well; the time limit then runs again from its first start."
        ),
    )


@record_page(CASE, may=policies.may_amend_case)
def people(request: OfficerRequest, case: Case) -> HttpResponse:
    """Correct all people of a case in one table, so many at a time."""
    every = [each for each in queries.persons_of(request.actor, case) if each.role == "victim" and not each.is_void]
    last = max(-(-len(every) // AT_ONCE), 1)
    number = min(max(whole_number(request.GET.get("page", "1")) or 1, 1), last)
    shown = every[(number - 1) * AT_ONCE : number * AT_ONCE]
    handovers = handovers_of(case)
    units = units_of({each.to_unit for each in handovers if each.to_unit is not None})
    handed = {
        str(each.id): ", ".join(str(words) for words in (units[each.to_unit].names, each.occurred) if words)
        for each in handovers
        if each.to_unit in units
    }
    here = reverse("case_people", args=[case.id])
    return form_page(
        request,
        partial(PeopleForm, people=shown, handed=handed),
        followed(correct_people),
        case,
        title=_("All people in one table"),
        label=_("Save"),
        done=_("Saved."),
        to=f"{CASE.page(case)}#people",
        template="cases/people.html",
        newer=f"{here}?page={number - 1}" if number > 1 else "",
        older=f"{here}?page={number + 1}" if len(every) > number * AT_ONCE else "",
        count=len(every),
    )
