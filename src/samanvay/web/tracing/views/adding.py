"""Adding entries: one screen for the first report, a full form for all that is known, several people at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen
from samanvay.directory import queries as directory
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.tracing.entries import policies
from samanvay.tracing.entries.actions import OfPerson, add_entries
from samanvay.tracing.entries.actions.adding import MOST_AT_ONCE
from samanvay.tracing.entries.queries import entry_or_unseen
from samanvay.tracing.kinds import ASKS_QUESTIONS, ENTRY_KINDS, EntryKind
from samanvay.tracing.models import Entry
from samanvay.tracing.tasks import follow_entries
from samanvay.web.components.pieces import Tab
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import page

from ..forms import EntryForm, HomeForm, PersonForm
from .page import TITLES, crumbs, page_of
from .typed import note_typed


@dataclass
class Forms:
    """The forms of one report: what is shared, where they are from, each person."""

    entry: EntryForm
    home: HomeForm
    people: list[PersonForm]
    place: str | None = None
    home_place: str | None = None

    @property
    def all(self) -> list[ActionForm]:
        return [self.entry, self.home, *self.people]

    def is_valid(self) -> bool:
        """Tell whether all are good, with their places; each is asked, so that all faults are shown at once."""
        good = [form.is_valid() for form in self.all]
        if not all(good):
            return False
        self.place, self.home_place = _key_of(self.entry), _key_of(self.home)
        return not (self.entry.errors or self.home.errors)

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field, that of a person at the person's."""
        if not isinstance(refusal, OfPerson):
            self.entry.refuse(refusal)
            return
        if refusal.group:
            refusal.field = f"{refusal.group}-{refusal.field}"
        self.people[refusal.person].refuse(refusal)

    def taken(self) -> dict[str, Any]:
        """Return what the forms tell, as the action takes it."""
        said = self.entry.cleaned_data
        return {
            **{name: said[name] for name in ("happened", "told_by", "note", "external", "case", "beside", "unit")},
            "category": said.get("category", ""),
            "gone_for": said.get("gone_for", ""),
            "place": self.place,
            "people": [person.told(self.home_place) for person in self.people],
            "captured": self.entry.captured(),
        }


@page(permission=Permission.TRACING_WRITE)
def quick(request: OfficerRequest) -> HttpResponse:
    """Take down on one screen who is missing, was found or was seen."""
    return _adding(request, is_quick=True)


@page(permission=Permission.TRACING_WRITE)
def full(request: OfficerRequest) -> HttpResponse:
    """Take down all that is known of them."""
    return _adding(request, is_quick=False)


def _adding(request: OfficerRequest, *, is_quick: bool) -> HttpResponse:
    asked = request.POST.get("kind") or request.GET.get("kind") or EntryKind.MISSING
    if request.method != "POST" and asked not in ENTRY_KINDS:
        raise Unseen
    # An unknown register that was sent is the form's to refuse.
    kind = EntryKind(asked) if asked in ENTRY_KINDS else EntryKind.MISSING
    # Another person is asked for, or one taken away: nothing is sent yet, all that was typed stays.
    is_looked_at = request.method == "POST" and "people_now" in request.POST and "save" not in request.POST
    is_looked_at &= asked in ENTRY_KINDS
    sent = request.POST if request.method == "POST" and not is_looked_at else None
    case, beside = _companions(request)
    typed = _typed(request.POST) if is_looked_at else _begun(request, case, beside)
    forms = _forms(request, kind, is_quick, sent, typed, _how_many(request))
    answer = carried_out(
        forms,
        lambda: add_entries(by=request.actor, kind=kind, is_quick=is_quick, **forms.taken()),
        lambda entries: _onward(request, entries),
    )
    if answer is not None:
        return answer
    title = TITLES[kind]
    wrong = any(form.is_bound and form.errors for form in forms.all)
    name, other = ("entry_add", "entry_add_full") if is_quick else ("entry_add_full", "entry_add")
    query = request.GET.copy()
    query["kind"] = kind
    context = {
        "title": title,
        "crumbs": crumbs(beside, title),
        "tabs": []
        if beside or case
        else [Tab(words, f"{reverse(name)}?kind={code}", current=code == kind) for code, words in ENTRY_KINDS.items()],
        "forms": forms,
        "people": list(enumerate(forms.people)),
        "is_quick": is_quick,
        "is_missing": kind == EntryKind.MISSING,
        "is_full_up": len(forms.people) >= MOST_AT_ONCE,
        "other_url": f"{reverse(other)}?{query.urlencode()}",
        "case": case,
        "beside": beside,
        "back": page_of(beside) if beside else reverse("case", args=[case.id]) if case else reverse("entries"),
    }
    return render(request, "tracing/add.html", context, status=400 if wrong else 200)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _companions(request: OfficerRequest) -> tuple[Case | None, Entry | None]:
    """Return the case or entry beside which people are added, as the actor sees them. Raises Unseen, Refused."""
    given = {name: _id(request.POST.get(name) or request.GET.get(name, "")) for name in ("case", "beside")}
    case = case_or_unseen(request.actor, given["case"]) if given["case"] else None
    beside = entry_or_unseen(request.actor, given["beside"]) if given["beside"] else None
    if beside is not None:
        policies.may_amend_entry(request.actor, beside)
    return case, beside


def _how_many(request: OfficerRequest) -> int:
    count = whole_number(request.POST.get("people", "1")) or 1
    count += {"more": 1, "fewer": -1}.get(request.POST.get("people_now", ""), 0)
    return min(max(count, 1), MOST_AT_ONCE)


def _typed(posted: QueryDict) -> dict[str, Any]:
    """Return what was typed so far, for forms that are only looked at again."""
    return {name: value for name, value in posted.items() if name != "csrfmiddlewaretoken"}


def _begun(request: OfficerRequest, case: Case | None, beside: Entry | None) -> dict[str, Any]:
    """Return what a new report begins with: the case's or the companion's place and time."""
    begun: dict[str, Any] = {}
    if beside is not None:
        begun = {
            "beside": beside.id,
            "place": str(beside.place.names) if beside.place else "",
            "happened": beside.happened,
            "gone_for": beside.gone_for,
            "told_by": beside.told_by,
            "category": beside.category,
            "home-place": str(beside.home.names) if beside.home else "",
        }
    elif case is not None:
        begun = {
            "case": case.id, "place": str(case.place.names) if case.place else "", "happened": case.occurred,
            "told_by": "police",
        }  # fmt: skip
    return {name: value for name, value in begun.items() if value not in (None, "")}


def _forms(
    request: OfficerRequest, kind: EntryKind, is_quick: bool, sent: QueryDict | None, typed: dict[str, Any], count: int
) -> Forms:
    units = directory.units_of(units_with(request.actor, Permission.TRACING_WRITE))
    named = {audience: unit.names for audience, unit in units.items()}
    entry = EntryForm(sent, actor=request.actor, register=kind, units=named, initial=dict(typed))
    home = HomeForm(sent, actor=request.actor, prefix="home", initial=_of("home", typed))
    people = [
        PersonForm(
            sent,
            request.FILES if sent else None,
            register=kind,
            is_quick=is_quick,
            prefix=f"p{at}",
            initial=_of(f"p{at}", typed),
        )
        for at in range(count)
    ]
    return Forms(entry, home, people)


def _of(prefix: str, typed: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(f"{prefix}-"): value for name, value in typed.items() if name.startswith(f"{prefix}-")}


def _key_of(form: Any) -> str | None:
    try:
        key: str | None = form.place_of()
        return key
    except Invalid as refusal:
        form.refuse(refusal)
        return None


def _onward(request: OfficerRequest, entries: list[Entry]) -> HttpResponse:
    first = entries[0]
    follow_entries([entry.id for entry in entries])
    said = ngettext("Saved as %(numbers)s.", "Saved as %(numbers)s.", len(entries))
    messages.success(request, said % {"numbers": ", ".join(entry.number for entry in entries)})
    note_typed(request, entries)
    if first.is_missing and first.gone_for in ASKS_QUESTIONS:
        messages.warning(request, _("Ask these questions now, while the person who reports is still here."))
        return HttpResponseRedirect(reverse("entry_questions", args=[first.id]))
    return HttpResponseRedirect(page_of(first))
