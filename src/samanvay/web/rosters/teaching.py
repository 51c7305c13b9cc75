"""Who teaches in a batch and with what: everybody sees it, those who run the batch choose."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.queries import names_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import whole_number
from samanvay.law.vocabulary import TOPICS
from samanvay.rosters.batches import policies
from samanvay.rosters.delivery.actions import materials, staffing, trainers
from samanvay.rosters.models import Batch, Material
from samanvay.training.roll.actions.teachers import teacher_or_unseen
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.pages import POST, READ, every_reader, record_page
from samanvay.web.kit.pii import PiiForm

from . import batch_presenters
from .member_presenters import language_words
from .records import BATCH

MOST_PROPOSED = 12
AGAINST = {
    staffing.NO_TOPIC: gettext_lazy("teaches other topics"),
    staffing.NO_LANGUAGE: gettext_lazy("does not teach in this language"),
    staffing.NO_DISTRICT: gettext_lazy("teaches in other districts"),
    staffing.IS_AWAY: gettext_lazy("is away on these days"),
    staffing.IS_BOOKED: gettext_lazy("teaches elsewhere on these days"),
}
CANNOT = {staffing.IS_AWAY, staffing.IS_BOOKED}


class MaterialForm(PiiForm):
    """A lesson or a file of the course, or an address elsewhere."""

    lesson = forms.ChoiceField(label=gettext_lazy("A lesson of the course"), required=False)
    file = forms.ChoiceField(label=gettext_lazy("A file of the course"), required=False)
    link = forms.CharField(
        label=gettext_lazy("A web address"),
        required=False,
        max_length=300,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Needed for a web address."),
    )

    def __init__(self, *args: Any, course: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing: list[tuple[str, Any]] = [("", "–")]
        lessons = [(slug, str(title)) for slug, title in materials.lessons_of(course).items()]
        files = [(str(key), str(title)) for key, title in materials.files_of(course).items()]
        field_of(self, "lesson", forms.ChoiceField).choices = nothing + lessons
        field_of(self, "file", forms.ChoiceField).choices = nothing + files
        if not files:
            del self.fields["file"]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {**given, "file": UUID(given["file"]) if given.get("file") else None}


@record_page(BATCH, may=every_reader, methods=READ)
def roster_teaching(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """Show who teaches in a batch and what it works with; those who run it add to that."""
    return _page(request, batch, MaterialForm(course=batch.course))


@record_page(BATCH, may=policies.may_run, methods=POST)
def roster_material_add(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """Add something that a batch works with."""
    return form_page(
        request,
        partial(MaterialForm, course=batch.course),
        materials.add_material,
        batch,
        done=_("Added."),
        to=_home(batch),
        show=lambda form: _page(request, batch, form),
    )


def _home(batch: Batch) -> str:
    return reverse("roster_teaching", args=[batch.pk])


def _page(request: OfficerRequest, batch: Batch, form: MaterialForm) -> HttpResponse:
    runs = policies.runs(request.actor, batch)
    context = {
        **batch_presenters.head_of(request.actor, batch, "roster_teaching"),
        "runs": runs,
        "trainers": _trainers(batch),
        "materials": [_material(each, batch) for each in materials.materials_of(batch)],
        "form": form,
    }
    if runs:
        context |= _proposed(request, batch)
    return render(request, "rosters/batch_teaching.html", context, status=400 if form.errors else 200)


def _trainers(batch: Batch) -> list[dict[str, Any]]:
    found = trainers.trainers_of([batch]).get(batch.pk, [])
    names = names_of(each.person.person for each in found)
    return [
        {
            "key": each.pk,
            "name": names.get(each.person.person, "–"),
            "languages": language_words(each.person.languages),
            "topics": ", ".join(str(TOPICS[code]) for code in each.person.topics if code in TOPICS),
        }
        for each in found
    ]


def _material(each: Material, batch: Batch) -> dict[str, Any]:
    if each.lesson:
        url, kind = reverse("training_lesson", args=[batch.course, each.lesson]), _("Lesson")
        title = materials.lessons_of(batch.course).get(each.lesson, Bilingual(each.title))
    elif each.file_id is not None:
        url, kind = reverse("training_file", args=[batch.course, each.file_id]), _("File")
        title = materials.files_of(batch.course).get(each.file_id, Bilingual(each.title))
    else:
        url, kind, title = each.link, _("Web address"), Bilingual(each.title)
    shown = title if str(each.title) == title.en else Bilingual(each.title)
    return {"key": each.pk, "url": url, "kind": kind, "title": shown, "is_out": bool(each.link)}


def _proposed(request: OfficerRequest, batch: Batch) -> dict[str, Any]:
    found = staffing.candidates(request.actor, batch)
    names = names_of(each.person.person for each in found)
    rows = [
        {
            "key": each.person.pk,
            "name": names.get(each.person.person, "–"),
            "languages": language_words(each.person.languages),
            "batches": ngettext("%(n)d batch this quarter", "%(n)d batches this quarter", each.batches)
            % {"n": each.batches},
            "against": [str(AGAINST[code]) for code in each.against],
            "pill": Pill(_("suitable"), "ok") if not each.against else None,
            "may_ask": not set(each.against) & CANNOT,
        }
        for each in found
    ]
    every = whole_number(request.GET.get("all", "")) == 1
    return {
        "proposed": rows if every else rows[:MOST_PROPOSED],
        "more": 0 if every else max(0, len(rows) - MOST_PROPOSED),
        "why_not": batch_presenters.reason(trainers.may_staff, batch),
    }


@record_page(BATCH, may=policies.may_run, methods=POST)
def roster_trainer_set(request: OfficerRequest, batch: Batch, person: UUID) -> HttpResponse:
    """Assign somebody who agreed to teach."""
    done = _("Assigned. The trainer sees it among their tasks.")
    person_found = teacher_or_unseen(person)
    return action_page(request, trainers.assign_trainer, batch, person=person_found, done=done, to=_home(batch))


@record_page(BATCH, may=policies.may_run, methods=POST)
def roster_trainer_release(request: OfficerRequest, batch: Batch, made: UUID) -> HttpResponse:
    """Take somebody off a batch with the reason."""
    found = trainers.assignment_or_unseen(batch, made)
    trainers.release_trainer(by=request.actor, made=found, reason=request.POST.get("reason", ""))
    messages.success(request, _("Removed from the batch."))
    return HttpResponseRedirect(_home(batch))


@record_page(BATCH, may=policies.may_run, methods=POST)
def roster_material_void(request: OfficerRequest, batch: Batch, material: UUID) -> HttpResponse:
    """Strike something out that a batch works with."""
    materials.void_material(by=request.actor, material=materials.material_or_unseen(batch, material))
    return HttpResponseRedirect(_home(batch))
