"""The pages of sealed boxes: opening, correcting, breaking the glass, deciding; of a case or another record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.access import queries as access
from samanvay.access.boxes.actions.glass import approve_glass, refuse_glass, why_not_break, why_not_decide
from samanvay.access.boxes.actions.opening import BoxClosed, closed_words, open_box, standings
from samanvay.access.boxes.actions.sealing import reseal
from samanvay.access.boxes.actions.team import may_open, role_in_team
from samanvay.access.boxes.groups import FIELDS, GROUP_WORDS, Group
from samanvay.access.models import Box, GlassBreak
from samanvay.access.permissions import Permission
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.web.components.pieces import Action, Crumb

from ..access import OfficerRequest
from ..answers import answered, posted, show_form
from ..people import names_of
from .forms import CorrectBoxForm, GlassForm, PurposeForm


@dataclass(frozen=True)
class Boxed:
    """A record whose boxes are shown: where its pages are, how it calls the person of a box, who breaks its glass."""

    record_id: UUID
    page: str
    crumbs: Callable[..., list[Crumb]]
    label: Callable[[Box], Any]
    box_url: Callable[[UUID], str]
    correct_url: Callable[[UUID], str]
    glass_url: Callable[[UUID], str]
    break_glass: Callable[..., GlassBreak]
    back: Any
    log: Any
    is_void: bool = False

    def found(self, box_id: UUID) -> tuple[Box, str]:
        """Return a box of the record with its title. Raises Unseen."""
        box = access.box_or_unseen(box_id, self.record_id)
        words = {"group": GROUP_WORDS[Group(box.group)], "label": self.label(box)}
        return box, _("%(group)s of %(label)s") % words

    def form(self, request: OfficerRequest, form: Any, *, title: Any, **more: Any) -> HttpResponse:
        """Show a form about a box."""
        return show_form(request, form, title=title, crumbs=self.crumbs(title), back=self.page, **more)


def opening(request: OfficerRequest, boxed: Boxed, box_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show what the box holds, once."""
    box, title = boxed.found(box_id)
    role = role_in_team(request.actor, boxed.record_id)
    standing = next(each for each in standings(request.actor, boxed.record_id) if each.box.id == box.id)
    if not standing.is_openable and not standing.is_forgotten:
        raise BoxClosed(closed_words(request.actor, role), box)
    form = PurposeForm(posted(request))
    if not form.is_valid():
        return boxed.form(request, form, title=title, label=_("Open"), intro=boxed.log)
    values = open_box(by=request.actor, box_id=box.id, purpose=form.cleaned_data["purpose"])
    group = Group(box.group)
    correct = CorrectBoxForm(group=group, initial={**values, "edition": box.edition})
    context = {
        "title": title,
        "crumbs": boxed.crumbs(title),
        "values": [(field.label, values[field.name]) for field in FIELDS[group] if field.name in values],
        "correct": correct if may_open(role, group) and not boxed.is_void else None,
        "correct_url": boxed.correct_url(box.id),
        "page": boxed.page,
        "back": boxed.back,
    }
    return render(request, "kit/box.html", context)


def correcting(request: OfficerRequest, boxed: Boxed, box_id: UUID) -> HttpResponse:
    """Keep a correction of a sealed record that was just opened."""
    box, title = boxed.found(box_id)
    role = role_in_team(request.actor, boxed.record_id)
    if not may_open(role, Group(box.group)):
        raise Refused(closed_words(request.actor, role), code="team")
    form = CorrectBoxForm(request.POST, group=Group(box.group))
    answer = answered(
        request, form, lambda: reseal(by=request.actor, box_id=box.id, **form.taken()),
        to=boxed.page, said=_("Corrected and sealed."),
    )  # fmt: skip
    return answer or boxed.form(request, form, title=title, label=_("Save and seal the correction"))


def breaking(request: OfficerRequest, boxed: Boxed, box_id: UUID) -> HttpResponse:
    """Break the glass on one sealed record."""
    box, title = boxed.found(box_id)
    if denial := why_not_break(request.actor, box.readers):
        raise Refused(denial, code=str(Permission.BOX_BREAK))
    form = GlassForm(posted(request))
    said = (
        _("A second person is asked. You can open it when they agree.")
        if box.needs_two
        else _(
            "It is open for you for 60 minutes. The officer of the case, your senior officer and the "
            "data-protection officer were informed."
        )
    )
    answer = answered(
        request, form, lambda: boxed.break_glass(by=request.actor, box_id=box.id, **form.taken()),
        to=lambda glass: boxed.box_url(box.id) if glass.state == GlassBreak.OPEN else boxed.page, said=said,
    )  # fmt: skip
    return answer or boxed.form(
        request,
        form,
        title=_("Emergency access: %(what)s") % {"what": title},
        label=_("Ask the second person") if box.needs_two else _("Use emergency access"),
        kind="danger",
        intro=_(
            "Only for an emergency when the case team cannot be reached. It opens this one record for 60 "
            "minutes. You can use it at most three times a week."
        ),
    )


def deciding(request: OfficerRequest, boxed: Boxed, glass_id: UUID) -> HttpResponse:
    """Answer, as the second person, a request to break the glass."""
    glass = access.glass_or_unseen(glass_id, boxed.record_id)
    if request.method == "POST":
        answers = {"approve": approve_glass, "refuse": refuse_glass}
        chosen = request.POST.get("answer", "")
        if chosen not in answers:
            raise Invalid("answer", _("Choose yes or no."))
        answers[chosen](by=request.actor, glass_id=glass.id)
        said = _("It is open for them for 60 minutes.") if chosen == "approve" else _("It stays closed.")
        messages.success(request, said)
        return HttpResponseRedirect(boxed.page)
    here = boxed.glass_url(glass.id)
    denial = why_not_decide(request.actor, glass)
    if glass.state != GlassBreak.ASKED:
        denial = _("This request was already answered.")
    context = {
        "glass": glass,
        "by": names_of([glass.by]).get(glass.by, ""),
        "what": boxed.found(glass.box_id)[1],
        "crumbs": boxed.crumbs(_("Emergency access")),
        "yes": Action(_("Agree"), url=here, kind="danger", post=True, refused=denial, fields={"answer": "approve"}),
        "no": Action(_("Reject"), url=here, post=True, refused=denial, fields={"answer": "refuse"}),
    }
    return render(request, "kit/glass.html", context)
