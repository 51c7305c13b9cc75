"""The guests of a batch: invited by one or by lines, written to, noted at the door, erased."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.kernel import clock
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.rosters import tasks
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.queries.batches import batch_or_unseen
from samanvay.rosters.batches.states import BatchState
from samanvay.rosters.guests.actions import inviting
from samanvay.rosters.guests.models import GUEST_KINDS
from samanvay.rosters.guests.pasted_lines import BadGuest, BadLine, GuestLine, checked, read_lines
from samanvay.rosters.models import Batch, Guest
from samanvay.web.components.pieces import Crumb, Pill, Stat
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, carried_out, posted
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import POST, Record, every_reader, record_page

from . import batch_presenters
from .invitation_paper import Invitation
from .records import BATCH

LANGUAGES = (("hi", gettext_lazy("Hindi")), ("en", gettext_lazy("English")))


class GuestsForm(ActionForm):
    """What all have in common; ``submission_id`` makes the same press twice one."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(GUEST_KINDS.items()))
    language = forms.ChoiceField(label=gettext_lazy("Language of the invitation"), choices=LANGUAGES)
    submission_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class GuestForm(GuestsForm):
    """One guest."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=160, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("If there is no e-mail address, print a letter."),
    )
    field_order = ("name", "organisation", "email", "phone", "kind", "language")


class LinesForm(GuestsForm):
    """Several guests, one a line."""

    lines = forms.CharField(
        label=gettext_lazy("One per line: name; organisation; e-mail; phone"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        strip=False,
    )
    field_order = ("lines", "kind", "language")


@record_page(BATCH, may=policies.may_run)
def roster_guests(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """List the guests of a batch; invite one, or several by lines."""
    is_many = request.POST.get("what") == "lines"
    sent = posted(request)
    one = GuestForm(None if is_many else sent, auto_id="one_%s")
    many = LinesForm(sent if is_many else None, auto_id="many_%s")
    form = many if is_many else one

    def invite() -> tuple[list[Guest], list[BadLine]]:
        said = form.cleaned_data
        given = {name: said[name] for name in ("kind", "language", "submission_id")}
        lines, bad = _lines(form)
        made, refused = inviting.invite_guests(by=request.actor, batch=batch, lines=lines, **given)
        return made, sorted([*bad, *refused], key=lambda fault: fault.number)

    def answer(done: tuple[list[Guest], list[BadLine]]) -> HttpResponse:
        made, faults = done
        for guest in made:
            if guest.email and guest.sent_at is None:
                _send(guest)
        if made:
            messages.success(request, _invited(made))
        if not faults:
            return HttpResponseRedirect(reverse("roster_guests", args=[batch.pk]))
        if not is_many:
            form.add_error(faults[0].field or None, faults[0].words)
            return _page(request, batch, one, many)
        texts = dict(enumerate(request.POST.get("lines", "").splitlines(), 1))
        again = {
            "lines": "\n".join(texts.get(fault.number, fault.text) for fault in faults),
            "kind": form.cleaned_data["kind"],
            "language": form.cleaned_data["language"],
        }
        return _page(request, batch, one, LinesForm(initial=again, auto_id="many_%s"), faults)

    return carried_out(form, invite, answer) or _page(request, batch, one, many)


def _lines(form: GuestForm | LinesForm) -> tuple[list[tuple[int, GuestLine]], list[BadLine]]:
    """Return what a form names: good lines with their numbers, and the bad ones."""
    said = form.cleaned_data
    if isinstance(form, LinesForm):
        return read_lines(said["lines"])
    try:
        parts = [" ".join(said[name].split()) for name in ("name", "organisation", "email", "phone")]
        return [(1, checked(*parts))], []
    except BadGuest as fault:
        return [], [BadLine(1, said["name"], str(fault), fault.field)]


def _send(guest: Guest) -> None:
    key = str(guest.pk)
    transaction.on_commit(lambda: tasks.invite_by_mail.enqueue(key))


def _invited(made: Sequence[Guest]) -> str:
    paper = sum(not each.email for each in made)
    words = ngettext("%(n)d guest is invited.", "%(n)d guests are invited.", len(made)) % {"n": len(made)}
    if paper:
        more = ngettext(
            "%(n)d has no e-mail address: print the letter.",
            "%(n)d have no e-mail address: print their letters.",
            paper,
        )
        words += " " + more % {"n": paper}
    return words


def _page(
    request: OfficerRequest, batch: Batch, one: GuestForm, many: LinesForm, faults: Sequence[BadLine] = ()
) -> HttpResponse:
    found = inviting.guests_of(request.actor, batch)
    left = inviting.seats_for_guests(request.actor, batch)
    coming = sum(each.said == "coming" for each in found)
    cannot = sum(each.said == "cannot" for each in found)
    is_open = batch.state in (BatchState.PLANNED, BatchState.CALLED) and clock.today() <= batch.starts_on
    context = {
        **batch_presenters.head_of(request.actor, batch, "roster_guests"),
        "guests": [_row(each, batch) for each in found],
        "stats": [
            Stat(len(found), ngettext("guest", "guests", len(found))),
            Stat(coming, _("will come"), "ok" if coming else ""),
            Stat(cannot, _("cannot come")),
            Stat(left, ngettext("seat left, including reserved ones", "seats left, including reserved ones", left)),
        ],
        "may_invite": is_open and left > 0,
        "is_open": is_open,
        "has_begun": clock.today() >= batch.starts_on,
        "one": one,
        "many": many,
        "faults": faults,
    }
    status = 400 if one.errors or many.errors or faults else 200
    return render(request, "rosters/batch_guests.html", context, status=status)


def _row(guest: Guest, batch: Batch) -> dict[str, Any]:
    return {
        "guest": guest,
        "kind": GUEST_KINDS[guest.kind],
        "answer": _answer(guest),
        "sent": _sent(guest, batch),
        "ways": " · ".join(part for part in (guest.email, guest.phone) if part),
    }


def _answer(guest: Guest) -> Pill:
    if guest.came is not None:
        return Pill(_("attended"), "ok") if guest.came else Pill(_("absent"), "hot")
    if guest.said == "coming":
        return Pill(_("will come"), "ok")
    return Pill(_("cannot come"), "hot") if guest.said == "cannot" else Pill(_("no answer yet"), "calm")


def _sent(guest: Guest, batch: Batch) -> Pill:
    if guest.failed_at is not None:
        return Pill(_("e-mail could not be sent"), "hot")
    if guest.sent_at is None:
        return Pill(_("e-mail is being sent"), "calm") if guest.email else Pill(_("letter not printed yet"), "warn")
    if guest.told_sequence < batch.sequence:
        return Pill(_("not informed of the change yet"), "warn")
    day = date_format(guest.sent_at.astimezone(clock.INDIA), "j M Y")
    words = _("e-mail sent %(day)s") if guest.email else _("letter printed %(day)s")
    return Pill(words % {"day": day}, "calm")


GUEST: Record[Guest] = Record(
    "guest",
    load=lambda actor, key, guest: inviting.guest_or_unseen(actor, batch_or_unseen(actor, key), guest),
    page=lambda guest: reverse("roster_guests", args=[guest.batch_id]),
    crumbs=lambda actor, guest: batch_presenters.crumbs(actor, guest.batch, Crumb(_("Guests"), GUEST.page(guest))),
    given=lambda guest: {"guest": guest},
)


@record_page(GUEST, may=every_reader, methods=POST)
def roster_guest_send(request: OfficerRequest, found: Guest) -> HttpResponse:
    """Send the invitation by e-mail once more, with a new address; the one before ends."""
    if not found.email:
        raise Invalid("email", _("There is no e-mail address. Print the letter."))
    _send(found)
    messages.success(request, _("The invitation will be sent in a moment. Its address replaces the earlier one."))
    return HttpResponseRedirect(GUEST.page(found))


@record_page(GUEST, may=every_reader, methods=POST)
def roster_guest_letter(request: OfficerRequest, found: Guest) -> HttpResponse:
    """Print the invitation as a letter, with a new address; it is given out once and kept nowhere."""
    secret = inviting.draw_address(by=request.actor, guest=found, why="letter")
    address = settings.SAMANVAY_URL + reverse("roster_invited", args=[f"{secret}/"])
    answer = HttpResponse(Invitation(found.batch, found, address).pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.batch.label}.pdf"'
    return answer


@record_page(GUEST, may=every_reader, methods=POST)
def roster_guest_came(request: OfficerRequest, found: Guest) -> HttpResponse:
    """Note whether a guest came."""
    if request.POST.get("came") not in ("yes", "no"):
        raise Invalid("came", _("Choose yes or no."))
    return action_page(request, inviting.note_guest, found, came=request.POST["came"] == "yes", done="")


@record_page(GUEST, may=every_reader)
def roster_guest_erase(request: OfficerRequest, found: Guest) -> HttpResponse:
    """Ask again, then strike a guest out and blank who they are."""
    if request.method == "POST":
        return action_page(
            request, inviting.erase_guest, found, done=_("Deleted. Nothing about the person is stored any more.")
        )
    context = {
        "name": found.name,
        "back": GUEST.page(found),
        "here": request.path,
        "crumbs": [*GUEST.crumbs(request.actor, found), Crumb(_("Delete details"))],
    }
    return render(request, "rosters/guest_erase.html", context)
