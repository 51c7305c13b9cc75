"""The pages of advisories: lists and their CSV, one with its recipients or a draft, what recipients do with it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.audit.queries import history_of
from samanvay.directory import queries as directory
from samanvay.kernel.refusals import reason_against
from samanvay.measures.advisories import policies
from samanvay.measures.advisories.actions import answering as answers
from samanvay.measures.advisories.actions.writing import proof_of
from samanvay.measures.advisories.queries import advisories as lists
from samanvay.measures.advisories.states import RecipientState
from samanvay.measures.models import Advisory, Recipient
from samanvay.measures.playbook.vocabulary import PROOFS, Proof
from samanvay.picture.queries import spots
from samanvay.web.components.pieces import Action, Column, Crumb, Table
from samanvay.web.kit import sentences
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.clocks import clock_pill
from samanvay.web.kit.history import happenings
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import POST, READ, page, record_page
from samanvay.web.kit.people import names_of
from samanvay.web.kit.places import district_choices
from samanvay.web.kit.who import who_can

from . import advisory_presenters as shown
from .advisory_forms import TEXTS, AddForm, BackForm, CorrectForm, DeclineForm, DoneForm, WithdrawForm
from .records import ADVISORY, RECIPIENT, advisory_crumbs, tabs

A_PAGE = 30
MOST_IN_FILE = 2000


@page(permission=Permission.FACT_READ, methods=READ)
def advisories(request: OfficerRequest) -> HttpResponse:
    """List the advisories that one sent, received or may see."""
    asked = shown.filters_of(request)
    part = part_of(request, lists.advisories(request.actor, asked), A_PAGE)
    may_send = holds(request.actor, Permission.ADVISORY_SEND)
    return list_page(
        request,
        part,
        "measures/advisories.html",
        table=shown.table(part.rows, lists.titles_of(part.rows), lists.recipients_of_many(part.rows)),
        words=ngettext("%(n)d advisory", "%(n)d advisories", part.count) % {"n": part.count},
        csv="advisories_csv",
        asked=asked,
        tabs=tabs(request.actor, "advisories"),
        chips=shown.which_chips(request, may_send),
        choices=shown.choices(asked, directory.districts_of(directory.state_of(request.actor))),
        may_send=may_send,
    )


@page(permission=Permission.FACT_READ, methods=READ)
def advisories_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same advisories as CSV, a line for each recipient whose row the reader may see."""
    listed = list(lists.advisories(request.actor, shown.filters_of(request))[:MOST_IN_FILE])
    titles, rows = lists.titles_of(listed), lists.recipients_of_many(listed)
    every = [each for advisory in listed for each in rows.get(advisory.pk, [])]
    named = {advisory.pk: advisory for advisory in listed}
    columns = [
        Column(_("Number"), lambda each: named[each.advisory_id].name),
        Column(_("Advisory"), lambda each: titles[each.advisory_id].title if each.advisory_id in titles else None),
        Column(_("Sent"), lambda each: shown.when(named[each.advisory_id].sent_at)),
        *shown.recipient_columns(every, in_file=True),
    ]
    return as_csv(Table.of(_("Advisories"), columns, every), "samanvay-advisories")


@record_page(ADVISORY, permission=Permission.FACT_READ, methods=READ)
def advisory(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Show one advisory; that its owner at a recipient opened it, is noted."""
    answers.see_advisory(by=request.actor, advisory=found)
    return advisory_page(request, found)


@record_page(ADVISORY, permission=Permission.FACT_READ, methods=READ)
def advisory_csv(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Give the recipients of one advisory as CSV, those whose rows the reader may see."""
    recipients = lists.recipients_of(found)
    table = Table.of(_("Recipients"), shown.recipient_columns(recipients, in_file=True), recipients)
    return as_csv(table, f"samanvay-{found.name or 'draft'}")


def advisory_page(
    request: OfficerRequest, found: Advisory, *, wrong: dict[str, Any] | None = None, at: UUID | None = None
) -> HttpResponse:
    """Show an advisory; ``wrong`` holds forms that could not be taken, by name, ``at`` the recipient they are about."""
    actor = request.actor
    text = lists.text_of(found)
    measures = lists.measures_of(found)
    recipients = lists.recipients_of(found)
    known = spots(key for key in found.route if key)
    senders = names_of([found.sent_by or found.made_by])
    unit = directory.units_of([found.home_unit]).get(found.home_unit)
    refused = reason_against(policies.may_manage_advisory, actor, found)
    context: dict[str, Any] = {
        "advisory": found,
        "text": text,
        "measures": [each.version_sent for each in measures],
        "route": " → ".join(sentences.name_of(known, key) for key in found.route),
        "sender": str(unit.names) if unit else "",
        "by": next(iter(senders.values()), ""),
        "sent": shown.when(found.sent_at),
        "crumbs": advisory_crumbs(Crumb(found.name or str(text.title))),
        "keep_refused": refused,
        "who_can": who_can([Action(_("Remind, add recipients, correct, withdraw"), refused=refused)]),
        "history": happenings(reversed(history_of(actor, "advisory", found.pk)[:40])),
        "source": source_link(request, found),
    }
    status = 400 if wrong else 200
    if found.is_draft:
        table, warned, held = shown.weights_table(recipients)
        refused = reason_against(policies.may_change_draft, actor, found)
        context |= {"weights": table if recipients else None, "warned": warned, "held": held, "refused": refused}
        return render(request, "measures/advisory_draft.html", context, status=status)
    forms, version = wrong or {}, {"version": found.version}
    said = {name: getattr(text, name) for name in TEXTS}
    texts = lists.texts_of(found)
    writers = names_of(each.written_by for each in texts)
    sees_all = policies.sees_all_rows(actor, found)

    own = [each for each in recipients if policies.owns_row(actor, each) or each.unit in actor.units]

    def about(each: Recipient) -> dict[str, Any]:
        return forms if each.pk == at else {}

    context |= {
        "own": [own_row(request, each, about(each)) for each in own],
        "checks": [
            check_row(request, each, about(each))
            for each in recipients
            if each.state == RecipientState.TO_CHECK and not reason_against(policies.may_check, actor, each)
        ],
        "table": Table.of(_("Recipients"), shown.recipient_columns(recipients), shown.by_name(recipients))
        if sees_all and recipients
        else None,
        "bar": shown.bar(recipients) if sees_all else [],
        "bar_width": shown.BAR_WIDTH,
        "others": None if sees_all else _others(found, recipients),
        "effect": shown.effect_address(found.route, recipients) if sees_all else "",
        "texts": [(each, writers.get(each.written_by, "")) for each in texts],
        "correct": forms.get("correct") or CorrectForm(initial={**said, **version}),
        "withdraw": forms.get("withdraw") or WithdrawForm(initial=version),
        "add": forms.get("add") or AddForm(districts=district_choices(found.home_state)),
    }
    return render(request, "measures/advisory.html", context, status=status)


def advisory_form(
    request: OfficerRequest, record: Advisory | Recipient, name: str, form: Any, action: Any, *, done: Any
) -> HttpResponse:
    """Take one of the forms of an advisory's page, by its name there; a faulty one is shown again upon the page."""
    about, at = (record.advisory, record.pk) if isinstance(record, Recipient) else (record, None)

    def show(faulty: Any) -> HttpResponse:
        return advisory_page(request, about, wrong={name: faulty}, at=at)

    return form_page(request, form, action, record, done=done, show=show)


def own_row(request: OfficerRequest, recipient: Recipient, forms: dict[str, Any]) -> dict[str, Any]:
    """Return the reader's own row: where it stands, and what may be done."""
    units = directory.units_of([recipient.unit])
    duty = shown.duties_of([recipient]).get(str(recipient.pk))
    refused = reason_against(policies.may_answer, request.actor, recipient)
    proof, version = proof_of(recipient.advisory), {"version": recipient.version}
    return {
        "recipient": recipient,
        "name": shown.name_of_seat(recipient, units),
        "duty": clock_pill(due_at=duty.due_at, paused=bool(duty.paused_at)) if duty else None,
        "refused": refused,
        "may_accept": not reason_against(policies.may_move, request.actor, recipient, RecipientState.ACCEPTED),
        "may_decline": not reason_against(policies.may_move, request.actor, recipient, RecipientState.DECLINED),
        "may_do": not reason_against(policies.may_say_done, request.actor, recipient),
        "words": shown.words_of(recipient),
        "proof": str(PROOFS[proof]),
        "done": forms.get("done") or DoneForm(initial=version, asks_file=proof == Proof.DOCUMENT),
        "decline": forms.get("decline") or DeclineForm(initial=version),
    }


def check_row(request: OfficerRequest, recipient: Recipient, forms: dict[str, Any]) -> dict[str, Any]:
    """Return a row that waits for this reader's second look."""
    units = directory.units_of([recipient.unit])
    return {
        "recipient": recipient,
        "name": shown.name_of_seat(recipient, units),
        "by": names_of([recipient.done_by]).get(recipient.done_by, "") if recipient.done_by else "",
        "when": shown.when(recipient.done_at),
        "back": forms.get("back") or BackForm(initial={"version": recipient.version}),
    }


def _others(found: Advisory, recipients: list[Recipient]) -> dict[str, str]:
    """Return which other districts have answered and which not, by name, without a word of theirs."""
    others = lists.others_of(found, recipients)
    known = spots({each.district for each in others})

    def names(has_answered: bool) -> str:
        said = {sentences.name_of(known, each.district) for each in others if each.has_answered == has_answered}
        return ", ".join(sorted(said))

    return {"answered": names(True), "waiting": names(False)}


def source_link(request: OfficerRequest, found: Advisory) -> str:
    """Return the address of what an advisory came from, to those who may open it."""
    if found.source == "finding":
        return reverse("finding", args=[found.source_key])
    if found.source == "case" and found.home_unit in request.actor.units:
        return reverse("case", args=[found.source_key])
    return ""


@record_page(RECIPIENT, permission=Permission.DUTY_DO, methods=POST)
def advisory_accept(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Accept an advisory."""
    done = _("Accepted. When it is done, report it here.")
    return action_page(request, answers.accept_advisory, recipient, expected=seen_version(request), done=done)


@record_page(RECIPIENT, permission=Permission.DUTY_DO, may=policies.may_answer, methods=POST)
def advisory_decline(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Decline an advisory with the reason."""
    done = _("Declined. The sender can read the reason.")
    return advisory_form(request, recipient, "decline", DeclineForm, answers.decline_advisory, done=done)


@record_page(RECIPIENT, permission=Permission.DUTY_DO, may=policies.may_answer, methods=POST)
def advisory_done(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Say that an advisory is carried out, with what shows it; sent twice over a bad line, it is said once."""
    form = partial(DoneForm, asks_file=proof_of(recipient.advisory) == Proof.DOCUMENT)
    return advisory_form(request, recipient, "done", form, answers.say_done, done=_("Saved."))


@record_page(RECIPIENT, permission=Permission.DUTY_DO, methods=POST)
def advisory_check(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Agree, as a second person, that it is done."""
    done = _("Checked. It counts as done.")
    return action_page(request, answers.check_work, recipient, expected=seen_version(request), done=done)


@record_page(RECIPIENT, permission=Permission.DUTY_DO, may=policies.may_check, methods=POST)
def advisory_send_back(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Send work back with words that say what lacks."""
    done = _("Sent back. The task to do it is open again.")
    return advisory_form(request, recipient, "back", BackForm, answers.send_back, done=done)
