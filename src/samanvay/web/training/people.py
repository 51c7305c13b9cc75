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

from samanvay.access.models import Grant, User
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.models import Officer, Place
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.law.vocabulary import TOPICS
from samanvay.training import policies, queries, teaching
from samanvay.training.models import ResourcePerson
from samanvay.training.vocabulary import LANGUAGES
from samanvay.web.components.pieces import Column, Crumb, Row, Select, Table, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import POST, READ, every_officer, page
from samanvay.web.kit.places import district_choices

from . import shown
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
        label=gettext_lazy("In a sentence: what you bring"), required=False, max_length=teaching.LONGEST_ABOUT
    )
    consents = forms.BooleanField(
        label=gettext_lazy("I agree that every officer and partner finds me here, with my name, post and ratings"),
        help_text=gettext_lazy("Take the tick away and you are found no more, at once."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, known: ResourcePerson | None, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].choices = district_choices(directory.home_state())  # type: ignore[attr-defined]
        if not is_own:
            del self.fields["consents"]
        if known is not None:
            for name in ("topics", "languages", "districts", "about", "version"):
                self.initial.setdefault(name, getattr(known, name))
            self.initial.setdefault("consents", known.consented_at is not None)


def _asked(request: HttpRequest) -> dict[str, str]:
    known = {"topic": TOPICS, "language": LANGUAGES, "district": dict(district_choices(directory.home_state()))}
    return {name: choice_of(request, name, codes) for name, codes in known.items()}


def _shown(found: list[ResourcePerson]) -> list[dict[str, Any]]:
    """Return entries with name, post and unit of the directory, and the stars from five ratings on."""
    users = {each.pk: each for each in User.objects.filter(pk__in=[each.person for each in found])}
    held: dict[UUID, Grant] = {}
    grants = Grant.objects.filter(user__in=users, user__is_active=True).in_force(clock.today())
    for grant in grants.order_by("since", "id"):
        held.setdefault(grant.user_id, grant)
    units = directory.units_of({grant.audience for grant in held.values()})
    keys = {key for each in found for key in each.districts}
    places = {place.key: str(place.names) for place in Place.objects.filter(pk__in=keys)}
    rows = []
    for each in found:
        grant = held.get(each.person)
        if grant is None:
            continue  # nobody teaches from a post that they left
        unit = units.get(grant.audience)
        user = users[each.person]
        rows.append(
            {
                "key": each.pk,
                "person": each.person,
                "name": Bilingual(user.name, user.name_hi),
                "post": str(BY_CODE[grant.role].name) if grant.role in BY_CODE else grant.role,
                "unit": str(Bilingual(unit.name, unit.name_hi)) if unit is not None else "",
                "topics": ", ".join(str(TOPICS[code]) for code in each.topics if code in TOPICS),
                "languages": ", ".join(str(LANGUAGES[code]) for code in each.languages if code in LANGUAGES),
                "districts": ", ".join(places.get(key, "") for key in each.districts) or _("the whole state"),
                "about": each.about,
                "stars": stars_words(each),
            }
        )
    return sorted(rows, key=lambda row: str(row["name"]))


def stars_words(teacher: ResourcePerson) -> str:
    """Return the mean of the ratings with their number, nothing below five of them."""
    if teacher.ratings < teaching.SHOWN_FROM:
        return ""
    mean = f"{teacher.stars / teacher.ratings:.1f}"
    return ngettext("%(mean)s of 5, %(n)d rating", "%(mean)s of 5, %(n)d ratings", teacher.ratings) % {
        "mean": mean,
        "n": teacher.ratings,
    }


@page(may=policies.may_learn, methods=READ)
def training_people(request: OfficerRequest) -> HttpResponse:
    """List who teaches, narrowed by topic, language and district; lead those who write courses to somebody's entry."""
    may_edit = policies.writes_courses(request.actor)
    employee = request.GET.get("employee", "").strip()
    if employee and may_edit:
        named = Officer.objects.filter(employee_no=employee, voided_at=None, user__is_active=True).first()
        if named is not None:
            return HttpResponseRedirect(reverse("training_people_of", args=[named.user_id]))
    asked = _asked(request)
    rows = _shown(teaching.teachers(request.actor, **asked))
    query = request.GET.urlencode()
    editions = queries.published_editions(request.actor)
    progress = queries.progress_of(request.actor.id, [each.course.code for each in editions])
    learnt = [
        (each.course.code, each.text().title)
        for each in editions
        if queries.has_read_all(each, progress[each.course.code])
    ]
    context = {
        "tabs": shown.tabs(request.actor, "training_people"),
        "rows": rows,
        "selects": _selects(asked),
        "is_narrowed": any(asked.values()),
        "words": ngettext("%(n)d person", "%(n)d people", len(rows)) % {"n": len(rows)},
        "csv": reverse("training_people_csv") + (f"?{query}" if query else ""),
        "learnt": learnt,
        "stars": STARS,
        "own": teaching.teacher_of(request.actor.id),
        "me": request.actor.id,
        "may_edit": may_edit,
        "employee": employee,
    }
    return render(request, "training/people.html", context)


def _selects(asked: Mapping[str, str]) -> list[Select]:
    said: list[tuple[str, str, list[tuple[str, Any]]]] = [
        ("topic", _("Topic"), list(TOPICS.items())),
        ("language", _("Language"), list(LANGUAGES.items())),
        ("district", _("District"), district_choices(directory.home_state())),
    ]
    return [Select(name, label, options(choices, asked[name])) for name, label, choices in said]


@page(may=policies.may_learn, methods=READ)
def training_people_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same persons as CSV."""
    rows = _shown(teaching.teachers(request.actor, **_asked(request)))
    heads = (_("Name"), _("Post"), _("Unit"), _("Topics"), _("Languages"), _("Districts"), _("Ratings"))
    names = ("name", "post", "unit", "topics", "languages", "districts", "stars")
    table = Table(_("Who teaches"), [Column(each) for each in heads], [Row([str(r[n]) for n in names]) for r in rows])
    return as_csv(table, "samanvay-teachers")


@page(may=policies.may_learn)
def training_people_own(request: OfficerRequest) -> HttpResponse:
    """Write the own entry, and agree to be listed or not."""
    return _writing(request, request.actor.id)


@page(may=every_officer)
def training_people_of(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Write the entry of somebody else, who is asked whether they agree."""
    policies.may_write_teacher(request.actor, key)
    if not User.objects.filter(pk=key, is_active=True, is_client=False).exists():
        raise Unseen
    return _writing(request, key)


def _writing(request: OfficerRequest, person: UUID) -> HttpResponse:
    is_own = person == request.actor.id
    user = User.objects.get(pk=person)
    name = Bilingual(user.name, user.name_hi)
    return form_page(
        request,
        partial(TeacherForm, known=teaching.teacher_of(person), is_own=is_own),
        partial(teaching.write_teacher, person=person),
        title=name,
        is_own=is_own,
        template="training/person.html",
        crumbs=training_crumbs(Crumb(_("Who teaches"), reverse("training_people")), Crumb(name)),
        done=_("Kept."),
        to=reverse("training_people"),
    )


@page(may=policies.may_learn, methods=POST)
def training_people_rate(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep the stars that somebody gives for a course that they have learnt."""
    teacher = teaching.teacher_or_unseen(key)
    course = request.POST.get("course", "")
    if not course:
        raise Invalid("course", _("Say for which course."))
    return action_page(
        request,
        teaching.rate_teacher,
        teacher=teacher,
        course=course,
        stars=whole_number(request.POST.get("stars", "")) or 0,
        done=_("Kept. Nobody sees what you gave; the mean is shown from five ratings on."),
        to=reverse("training_people"),
    )
