"""The page of an act and what is done on it: confirmed, contradicted, corrected, withdrawn, attested."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.acts import policies
from samanvay.acts.actions import attest_act, confirm_act, contradict_act, correct_act, withdraw_act
from samanvay.acts.lists import corrections_of
from samanvay.acts.models import Act
from samanvay.acts.queries import missing_before, receivers_for
from samanvay.acts.sight import sees_all_of
from samanvay.acts.states import ActState
from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen, person_or_unseen
from samanvay.directory.queries import units_of
from samanvay.documents.models import Document
from samanvay.documents.queries import documents_of
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen, reason_against
from samanvay.web.components.pieces import Action, Crumb
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.forms import VersionedReasonForm
from samanvay.web.kit.pages import POST, READ, action_to, every_reader, record_page
from samanvay.web.kit.who import who_can

from . import presenters as shown
from .forms import AttestForm, ConfirmForm, ContradictForm, CorrectForm, initial_of
from .records import ACT, PERSON, case_seen


@record_page(ACT, may=every_reader, methods=READ)
def act_page(request: OfficerRequest, act: Act) -> HttpResponse:
    """Show what an act says, what its receiver answered, and what may be done."""
    return _page(request, act)


def _page(request: OfficerRequest, act: Act, form: ConfirmForm | None = None) -> HttpResponse:
    """Show the page of an act; ``form`` is the answer that was sent and has errors."""
    actor = request.actor
    case, in_full = case_seen(actor, act.case_id), sees_all_of(actor, act)
    refused = reason_against(policies.may_answer, actor, act)
    answer_none = not act.is_unanswered and act.state != ActState.CONTRADICTED
    actions = _actions(actor, act)
    context = {
        "act": act,
        "case": case,
        "crumbs": [*ACT.crumbs(actor, act)[:-1], Crumb(act.kind_words)],
        "state": shown.state_pill(act),
        "due": shown.due_pill(act),
        "waits": shown.waiting_words(act),
        "odd": shown.odd_words(act, missing_before(act)) if in_full else [],
        "facts": shown.fact_rows(act, in_full=in_full),
        "in_full": in_full,
        "answer": shown.answer_rows(act) if in_full else [],
        "corrections": shown.correction_table(act, corrections_of(actor, [act])) if in_full else None,
        "person": _person_page(actor, act),
        "actions": actions,
        "form": None if refused else form or ConfirmForm(initial={"version": act.version}),
        "refused": "" if answer_none else refused,
        "contradict": action_to(actor, "act_contradict", _("Not so"), act, "danger"),
        "documents": offers.documents_card(actor, "case", case.id, "") if case is not None and in_full else None,
        "who_can": who_can([Action(_("Confirm"), refused="" if answer_none else refused), *actions]),
    }
    return render(request, "acts/act.html", context, status=400 if form is not None else 200)


def _person_page(actor: Actor, act: Act) -> str:
    """Return the address of the person's way, empty where the reader does not see the person."""
    if act.person_id is None:
        return ""
    try:
        return PERSON.page(person_or_unseen(actor, act.person_id))
    except (Refused, Unseen):
        return ""


def _actions(actor: Actor, act: Act) -> list[Action]:
    """Return what the maker's side may press; what no state of the act allows is left out."""
    if act.state == ActState.WITHDRAWN:
        return []
    found = [
        action_to(
            actor, "act_correct", _("Correct"), act, "primary" if act.state == ActState.CONTRADICTED else "quiet"
        ),
        action_to(actor, "act_withdraw", _("Withdraw"), act, "danger"),
    ]
    attest = action_to(actor, "act_attest", _("Attest on paper"), act)
    return found if act.state == ActState.ATTESTED or attest.refused else [*found, attest]


@record_page(ACT, may=policies.may_answer, methods=POST)
def confirm(request: OfficerRequest, act: Act) -> HttpResponse:
    """Confirm as the receiver."""
    show = partial(_page, request, act)
    return form_page(request, ConfirmForm, confirm_act, act, done=_("Confirmed."), show=show)


@record_page(ACT, may=policies.may_contradict)
def contradict(request: OfficerRequest, act: Act) -> HttpResponse:
    """Say as the receiver what is not so."""
    return form_page(
        request,
        ContradictForm,
        contradict_act,
        act,
        title=_("Not so: %(what)s") % {"what": act.kind_words},
        label=_("Send: not so"),
        kind="danger",
        intro=_("%(who)s. The office that recorded it must correct or withdraw it within 72 hours.")
        % {"who": act.subject_words},
        done=_("Contradicted. The office that recorded it has a task."),
    )


@record_page(ACT, may=policies.may_correct)
def correct(request: OfficerRequest, act: Act) -> HttpResponse:
    """Correct an act, with the reason."""
    actor = request.actor
    case = case_or_unseen(actor, act.case_id)
    receivers = receivers_for(actor, case, act.code)
    if act.receiver_unit is not None and act.receiver_unit not in {unit.audience for unit in receivers}:
        receivers = [*units_of([act.receiver_unit]).values(), *receivers]
    return form_page(
        request,
        lambda data, _files, initial: CorrectForm(
            data, actor=actor, kind=act.kind, receivers=receivers, initial={**initial, **initial_of(act)}
        ),
        correct_act,
        act,
        title=_("Correct: %(what)s") % {"what": act.kind_words},
        label=_("Save the correction"),
        intro=f"{act.subject_words}. {act.answer_words}".strip(),
        done=_("Corrected. It waits for confirmation again."),
    )


@record_page(ACT, may=policies.may_withdraw)
def withdraw(request: OfficerRequest, act: Act) -> HttpResponse:
    """Withdraw an act, with the reason."""
    return form_page(
        request,
        VersionedReasonForm,
        withdraw_act,
        act,
        title=_("Withdraw: %(what)s") % {"what": act.kind_words},
        label=_("Withdraw the act"),
        kind="danger",
        intro=_("It stays readable as withdrawn. A time limit that it ended runs again."),
        done=_("Withdrawn."),
    )


@record_page(ACT, may=policies.may_attest)
def attest(request: OfficerRequest, act: Act) -> HttpResponse:
    """Attest an act by a document of its case."""
    actor = request.actor
    case = case_or_unseen(actor, act.case_id)
    papers = _papers(actor, case)
    return form_page(
        request,
        lambda data, _files, initial: AttestForm(data, documents=papers, initial=initial),
        attest_act,
        act,
        title=_("Attest on paper: %(what)s") % {"what": act.kind_words},
        label=_("Attest"),
        intro=_(
            "For a receiving office that was not on the system that day. It counts as “on paper”, not as confirmed."
        ),
        done=_("Attested on paper."),
        template="acts/attest.html",
        add=reverse("document_add", args=[case.id]) if not papers else "",
    )


def _papers(actor: Actor, case: Case) -> list[tuple[Document, str]]:
    """Return the documents of a case that can be opened, each in words."""
    return [
        (each, f"{each.kind_words}, {moment_words(each.added_at)}")
        for each in documents_of(actor, case.id)
        if each.has_file and not each.is_void
    ]
