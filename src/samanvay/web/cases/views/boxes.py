"""Opening, correcting and breaking the glass of sealed records; erasure."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.access.boxes.actions import reseal
from samanvay.access.boxes.erasure import erase_person
from samanvay.access.boxes.glass import approve_glass, refuse_glass, why_not_break, why_not_decide
from samanvay.access.boxes.groups import FIELDS, GROUP_WORDS, Group
from samanvay.access.boxes.opening import BoxClosed, closed_words, open_box, standings
from samanvay.access.boxes.team import may_open, role_in_team
from samanvay.access.models import Box, GlassBreak
from samanvay.access.permissions import Permission
from samanvay.cases.actions import break_case_glass
from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen, item_or_unseen, person_or_unseen
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases.forms import CorrectBoxForm, ErasureForm, GlassForm, PurposeForm
from samanvay.web.cases.presenters import names_of
from samanvay.web.components.pieces import Action

from .page import answered, crumbs, posted, show

BOTH = ["GET", "POST"]


def _box(request: OfficerRequest, case_id: UUID, box_id: UUID) -> tuple[Case, Box, str]:
    case = case_or_unseen(request.actor, case_id)
    found = Box.objects.filter(pk=box_id, record_id=case.id).first()
    if found is None:
        raise Unseen
    label: Any = (
        item_or_unseen(request.actor, found.subject_id).kind_words
        if found.group == Group.ITEM
        else person_or_unseen(request.actor, found.subject_id).label
    )
    return (
        case,
        found,
        _("%(group)s of %(label)s") % {"group": GROUP_WORDS[Group(found.group)], "label": label},
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def box(request: OfficerRequest, case_id: UUID, box_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show what the box holds, once."""
    case, found, title = _box(request, case_id, box_id)
    role = role_in_team(request.actor, case.id)
    standing = next(each for each in standings(request.actor, case.id) if each.box.id == found.id)
    if not standing.is_openable and not standing.is_forgotten:
        raise BoxClosed(closed_words(request.actor, role), found)
    form = PurposeForm(posted(request))
    if not form.is_valid():
        return show(
            request,
            form,
            title=title,
            label=_("Open"),
            case=case,
            intro=_("Who opened what, when and for what purpose stands in the log of this case."),
        )
    values = open_box(by=request.actor, box_id=found.id, purpose=form.cleaned_data["purpose"])
    context = {
        "case": case,
        "title": title,
        "crumbs": crumbs(case, title),
        "values": [(field.label, values[field.name]) for field in FIELDS[Group(found.group)] if field.name in values],
        "correct": _correction(found, values) if may_open(role, Group(found.group)) and not case.is_void else None,
        "correct_url": reverse("box_correct", args=[case.id, found.id]),
    }
    return render(request, "cases/box.html", context)


def _correction(found: Box, values: dict[str, str]) -> CorrectBoxForm:
    return CorrectBoxForm(group=Group(found.group), initial={**values, "edition": found.edition})


@never_cache
@officer_page
@require_http_methods(["POST"])
def correct(request: OfficerRequest, case_id: UUID, box_id: UUID) -> HttpResponse:
    """Keep a correction of a sealed record that was just opened."""
    case, found, title = _box(request, case_id, box_id)
    role = role_in_team(request.actor, case.id)
    if not may_open(role, Group(found.group)):
        raise Refused(closed_words(request.actor, role), code="team")
    form = CorrectBoxForm(request.POST, group=Group(found.group))

    def act() -> Any:
        return reseal(
            by=request.actor,
            box_id=found.id,
            values=form.values(),
            reason=form.cleaned_data["reason"],
            expected=form.cleaned_data["edition"],
        )

    answer = answered(request, form, act, to=reverse("case", args=[case.id]), said=_("Corrected and sealed."))
    return answer or show(request, form, title=title, label=_("Seal the correction"), case=case)


@never_cache
@officer_page
@require_http_methods(BOTH)
def break_it(request: OfficerRequest, case_id: UUID, box_id: UUID) -> HttpResponse:
    """Break the glass on one sealed record."""
    case, found, title = _box(request, case_id, box_id)
    if denial := why_not_break(request.actor, found.readers):
        raise Refused(denial, code=str(Permission.BOX_BREAK))
    form = GlassForm(posted(request))

    def act() -> GlassBreak:
        return break_case_glass(by=request.actor, box_id=found.id, reason=form.cleaned_data["reason"])

    def onward(glass: GlassBreak) -> str:
        name = "box" if glass.state == GlassBreak.OPEN else "case"
        return reverse(name, args=[case.id, found.id] if name == "box" else [case.id])

    said = (
        _("A second person is asked. You may open it once they agree.")
        if found.needs_two
        else _("Open to you for 60 minutes. The owner, your superior and the data-protection officer were told.")
    )
    answer = answered(request, form, act, to=onward, said=said)
    return answer or show(
        request,
        form,
        title=_("Break the glass: %(what)s") % {"what": title},
        label=_("Ask the second person") if found.needs_two else _("Break the glass"),
        case=case,
        kind="danger",
        intro=_(
            "For an emergency in which the case team cannot be reached. It opens this one record for 60 minutes, "
            "at most three times a week."
        ),
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def decide(request: OfficerRequest, case_id: UUID, glass_id: UUID) -> HttpResponse:
    """Answer, as the second person, a request to break the glass."""
    case = case_or_unseen(request.actor, case_id)
    glass = GlassBreak.objects.select_related("box").filter(pk=glass_id, record_id=case.id).first()
    if glass is None:
        raise Unseen
    if request.method == "POST":
        answers = {"approve": approve_glass, "refuse": refuse_glass}
        chosen = request.POST.get("answer", "")
        if chosen not in answers:
            raise Invalid("answer", _("Say yes or no."))
        answers[chosen](by=request.actor, glass_id=glass.id)
        said = _("Open to them for 60 minutes.") if chosen == "approve" else _("It stays closed.")
        messages.success(request, said)
        return HttpResponseRedirect(reverse("case", args=[case.id]))
    here = reverse("glass", args=[case.id, glass.id])
    denial = why_not_decide(request.actor, glass)
    if glass.state != GlassBreak.ASKED:
        denial = _("This request was answered already.")
    _case, _found, what = _box(request, case_id, glass.box_id)
    context = {
        "case": case,
        "glass": glass,
        "by": names_of([glass.by]).get(glass.by, ""),
        "what": what,
        "crumbs": crumbs(case, _("Breaking the glass")),
        "yes": Action(_("Agree"), url=here, kind="danger", post=True, refused=denial, fields={"answer": "approve"}),
        "no": Action(_("Refuse"), url=here, post=True, refused=denial, fields={"answer": "refuse"}),
    }
    return render(request, "cases/glass.html", context)


@never_cache
@officer_page(permission=Permission.BOX_ERASE)
@require_http_methods(BOTH)
def erasure(request: OfficerRequest) -> HttpResponse:
    """Destroy what is sealed of a person."""
    form = ErasureForm(posted(request))

    def act() -> Any:
        data = form.cleaned_data
        return erase_person(by=request.actor, subject_id=data["subject"], reason=data["reason"])

    said = _("Destroyed. Nobody can read it any more; files and search entries follow within a minute.")
    answer = answered(request, form, act, to=reverse("erasure"), said=said)
    return answer or show(
        request,
        form,
        title=_("Erase a person"),
        label=_("Destroy for ever"),
        kind="danger",
        intro=_(
            "The keys of all sealed records and files of this person are destroyed, with the search entries. "
            "The case itself stays."
        ),
        crumbs=[],
        back=reverse("erasure"),
    )
