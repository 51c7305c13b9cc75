"""The register of resource persons: who teaches what, in which languages and where; the own entry; stars."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access import queries as access
from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.law.vocabulary import TOPICS
from samanvay.training.courses import policies as course_policies
from samanvay.training.courses import queries
from samanvay.training.models import ResourcePerson
from samanvay.training.roll import policies as roll_policies
from samanvay.training.roll.actions import teachers
from samanvay.training.roll.vocabulary import LANGUAGES
from samanvay.web.components.pieces import Crumb, Select, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.filters import LABELS, choice_of
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.pages import POST, READ, every_officer, page
from samanvay.web.kit.places import district_choices
from samanvay.web.kit.spreadsheets import csv_answer

from . import presenters
from .records import training_crumbs

STARS = {number: str(number) for number in range(5, 0, -1)}


class TeacherForm(ActionForm):
    """What somebody teaches, in which languages and where."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"), widget=forms.CheckboxSelectMultiple, choices=list(TOPICS.items())
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple, choices=list(LANGUAGES.items())
    )
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("Districts"),
        help_text=gettext_lazy("None chosen means the whole state."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    about = forms.CharField(
        label=gettext_lazy("Your experience, in one sentence"), required=False, max_length=teachers.LONGEST_ABOUT
    )
    consents = forms.BooleanField(
        label=gettext_lazy("I agree to be listed here for every officer and partner, with my name, post and ratings"),
        help_text=gettext_lazy("Untick this to leave the list immediately."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, known: ResourcePerson | None, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "districts", forms.ChoiceField).choices = district_choices(directory.home_state())
        if not is_own:
            del self.fields["consents"]
        if known is not None:
            for name in ("topics", "languages", "districts", "about", "version"):
                self.initial.setdefault(name, getattr(known, name))
            self.initial.setdefault("consents", known.consented_at is not None)


def _choices() -> dict[str, Mapping[str, Any]]:
    """Return the choices of each filter."""
    return {"topic": TOPICS, "language": LANGUAGES, "district": dict(district_choices(directory.home_state()))}


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: choice_of(request, name, codes) for name, codes in _choices().items()}


def _shown(found: list[ResourcePerson]) -> list[dict[str, Any]]:
    """Return entries with name, post and unit of the directory, and the stars from five ratings on."""
    users = access.users_by_id(each.person for each in found)
    held = access.first_grants(users)
    units = directory.units_of({grant.audience for grant in held.values()})
    places = directory.names_of_places(key for each in found for key in each.districts)
    rows = []
    for each in found:
        post = held.get(each.person)
        if post is None:
            continue  # nobody teaches from a post that they left
        unit = units.get(post.audience)
        user = users[each.person]
        rows.append(
            {
                "teacher": each,
                "name": Bilingual(user.name, user.name_hi),
                "post": str(BY_CODE[post.role].name) if post.role in BY_CODE else post.role,
                "unit": str(Bilingual(unit.name, unit.name_hi)) if unit is not None else "",
                "topics": ", ".join(str(TOPICS[code]) for code in each.topics if code in TOPICS),
                "languages": ", ".join(str(LANGUAGES[code]) for code in each.languages if code in LANGUAGES),
                "districts": ", ".join(places.get(key, "") for key in each.districts) or _("the whole state"),
                "stars": stars_words(each),
            }
        )
    return sorted(rows, key=lambda row: str(row["name"]))


def stars_words(teacher: ResourcePerson) -> str:
    """Return the mean of the ratings with their number, nothing below five of them."""
    if teacher.ratings < teachers.SHOWN_FROM:
        return ""
    mean = f"{teacher.stars / teacher.ratings:.1f}"
    return ngettext("%(mean)s of 5, %(n)d rating", "%(mean)s of 5, %(n)d ratings", teacher.ratings) % {
        "mean": mean,
        "n": teacher.ratings,
    }


@page(may=course_policies.may_learn, methods=READ)
def training_people(request: OfficerRequest) -> HttpResponse:
    """List who teaches, narrowed by topic, language and district; lead those who write courses to somebody's entry."""
    may_edit = course_policies.writes_courses(request.actor)
    employee = request.GET.get("employee", "").strip()
    if employee and may_edit:
        named = directory.officer_by_number(employee)
        if named is not None and named.user is not None and named.user.is_active:
            return HttpResponseRedirect(reverse("training_people_of", args=[named.user_id]))
    asked = _asked(request)
    rows = _shown(teachers.teachers(request.actor, **asked))
    query = request.GET.urlencode()
    editions = queries.published_editions(request.actor)
    progress = queries.progress_of(request.actor.id, [each.course.code for each in editions])
    learnt = [
        (each.course.code, each.text().title)
        for each in editions
        if queries.has_read_all(each, progress[each.course.code])
    ]
    context = {
        "tabs": presenters.tabs(request.actor, "training_people"),
        "rows": rows,
        "selects": [
            Select(name, LABELS[name], options(codes.items(), asked[name])) for name, codes in _choices().items()
        ],
        "is_narrowed": any(asked.values()),
        "words": ngettext("%(n)d person", "%(n)d people", len(rows)) % {"n": len(rows)},
        "csv": reverse("training_people_csv") + (f"?{query}" if query else ""),
        "learnt": learnt,
        "stars": STARS,
        "own": teachers.teacher_of(request.actor.id),
        "me": request.actor.id,
        "may_edit": may_edit,
        "employee": employee,
    }
    return render(request, "training/people.html", context)


@page(may=course_policies.may_learn, methods=READ)
def training_people_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same persons as CSV."""
    rows = _shown(teachers.teachers(request.actor, **_asked(request)))
    heads = (_("Name"), _("Post"), _("Unit"), _("Topics"), _("Languages"), _("Districts"), _("Ratings"))
    names = ("name", "post", "unit", "topics", "languages", "districts", "stars")
    return csv_answer("samanvay-teachers", [heads, *([str(each[name]) for name in names] for each in rows)])


@page(may=course_policies.may_learn)
def training_people_own(request: OfficerRequest) -> HttpResponse:
    """Write the own entry, and agree to be listed or not."""
    return _writing(request, request.user)


@page(may=every_officer)
def training_people_of(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Write the entry of somebody else, who is asked whether they agree."""
    roll_policies.may_write_teacher(request.actor, key)
    return _writing(request, access.officer_or_unseen(key))


def _writing(request: OfficerRequest, person: User) -> HttpResponse:
    is_own = person.pk == request.actor.id
    name = Bilingual(person.name, person.name_hi)
    return form_page(
        request,
        partial(TeacherForm, known=teachers.teacher_of(person.pk), is_own=is_own),
        partial(teachers.write_teacher, person=person.pk),
        title=name,
        is_own=is_own,
        template="training/person.html",
        crumbs=training_crumbs(Crumb(_("Trainers"), reverse("training_people")), Crumb(name)),
        done=_("Saved."),
        to=reverse("training_people"),
    )


@page(may=course_policies.may_learn, methods=POST)
def training_people_rate(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep the stars that somebody gives for a course that they have learnt."""
    teacher = teachers.teacher_or_unseen(key)
    course = request.POST.get("course", "")
    if not course:
        raise Invalid("course", _("Choose the course."))
    return action_page(
        request,
        teachers.rate_teacher,
        teacher=teacher,
        course=course,
        stars=whole_number(request.POST.get("stars", "")) or 0,
        done=_("Saved. Nobody sees your rating; the average is shown when there are five."),
        to=reverse("training_people"),
    )
