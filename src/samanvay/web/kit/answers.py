"""What a page does with a form: shows it, gives it to an action, shows the refusal at its field, goes on."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.web.components.pieces import Crumb

from .access import OfficerRequest
from .forms import Together

R = TypeVar("R", bound=HttpResponseBase)
Said = Callable[[Any], Any] | str
"""Words of what was done, or what makes them of it; nothing where it says them itself."""


LOST_VERSION = _("This page has lost which version you saw. Load it again, then enter it once more.")


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing: an empty form that was sent is wrong, not new."""
    return request.POST if request.method == "POST" else None


def seen_version(request: HttpRequest) -> int | None:
    """Return the version of the record that a button was pressed beside, None where it told none.

    Raises Invalid where the version was lost on the way: it would be written over whatever stands.
    """
    said = request.POST.get("version")
    seen = whole_number(said) if said is not None else None
    if said is not None and seen is None:
        raise Invalid("version", LOST_VERSION)
    return seen


def _refuse_emptied_version(request: OfficerRequest, shown: Any) -> None:
    """Refuse what has lost the version that was ``shown``: it would be written over whatever stands."""
    if shown is not None and request.POST.get("version", "-").strip() == "":
        raise Invalid("version", LOST_VERSION)


def form_page(
    request: OfficerRequest,
    form: Callable[..., Any],
    action: Callable[..., Any],
    record: Any = None,
    *,
    done: Said = "",
    to: Callable[[Any], str] | str = "",
    then: Callable[[Any], R | None] | None = None,
    initial: Mapping[str, Any] | None = None,
    beside: Iterable[Any] = (),
    show: Callable[[Any], HttpResponse] | None = None,
    **shown: Any,
) -> HttpResponse | R:
    """Answer a page of one form, which ``action(by=, …of the record, **form.taken())`` takes.

    Afterwards it goes ``to`` an address, usually the record's own, with the words ``done``, or answers with what
    ``then`` makes of what the action made, as a file. With a fault the form is shown again, 400. ``shown`` is for the
    template (see `show_form`); ``show`` makes a page that is not a form alone. Forms ``beside`` are sent with it.
    """
    seen = {"version": record.version} if hasattr(record, "version") else {}
    begun = {**seen, **(initial or {})}
    _refuse_emptied_version(request, begun.get("version"))
    filled = form(posted(request), request.FILES or None, initial=begun)
    given = given_of(request, record)

    def onward(made: Any) -> Any:
        return then(made) if then else _gone(request, made, to or _home(request, record), done)

    answer: HttpResponse | R | None = carried_out(
        Together(filled, *beside), lambda: action(by=request.actor, **given, **filled.taken()), onward
    )
    return answer or (show(filled) if show else show_form(request, filled, record, **shown))


def action_page(
    request: OfficerRequest,
    action: Callable[..., Any],
    record: Any = None,
    *,
    done: Said,
    to: Callable[[Any], str] | str = "",
    or_tell: bool = False,
    **given: Any,
) -> HttpResponse:
    """Answer a button: do it, and go ``to`` an address, usually the record's own, with the words ``done``.

    A refusal of what was given is a page of its own, 400; with ``or_tell`` its words stand on the next page.
    """
    onward = to or _home(request, record)
    try:
        made = _done(partial(action, by=request.actor, **given_of(request, record), **given))
    except Invalid as refusal:
        if not or_tell or callable(onward):
            raise
        messages.error(request, str(refusal.words))
        return HttpResponseRedirect(onward)
    return _gone(request, made, onward, done)


def answered(
    request: OfficerRequest, form: Any, act: Callable[[], Any], *, to: Callable[[Any], str] | str, said: Said
) -> HttpResponse | None:
    """Do what a valid form asks and go on; None when the form or the action found a fault, now shown at its field."""
    return carried_out(form, act, lambda made: _gone(request, made, to, said))


def carried_out(form: Any, act: Callable[[], Any], then: Callable[[Any], R | None]) -> R | None:
    """Do what a valid form asks, then answer with what came of it; None when a fault was found, as `answered` does."""
    if not form.is_valid():
        return None
    try:
        made = _done(act)
    except Invalid as refusal:
        form.refuse(refusal)
        return None
    return then(made)


def _done(act: Callable[[], Any]) -> Any:
    """Do it; where the same was written at the same moment, do it again, which finds that or says that it is there."""
    try:
        with transaction.atomic():
            return act()
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
    with transaction.atomic():
        return act()


def show_form(
    request: OfficerRequest,
    form: Any,
    record: Any = None,
    *,
    title: Any,
    crumbs: Iterable[Crumb] | None = None,
    back: str = "",
    template: str = "kit/form.html",
    **more: Any,
) -> HttpResponse:
    """Show a form on a page of its own: ``title``, ``label`` of its button, its ``kind``, an ``intro``."""
    of = request.page.record
    parts = [form, *(each for each in more.values() if isinstance(each, Form))]
    status = 400 if any(part.is_bound and part.errors for part in parts) else 200
    if crumbs is None:
        crumbs = [*(of.crumbs(request.actor, record) if of else ()), Crumb(title)]
    context = {"form": form, "title": title, "crumbs": crumbs, "back": back or _home(request, record), **more}
    if of:
        context.setdefault(of.name, record)
    return render(request, template, context, status=status)


def given_of(request: OfficerRequest, record: Any) -> Mapping[str, Any]:
    """Return how the page's action is given its record."""
    of = request.page.record
    return {} if of is None else of.given(record) if of.given else {of.name: record}


def _home(request: OfficerRequest, record: Any) -> str:
    of = request.page.record
    return of.page(record) if of else request.path


def _gone(request: OfficerRequest, made: Any, to: Callable[[Any], str] | str, said: Said) -> HttpResponse:
    words = said(made) if callable(said) else said
    if words:
        messages.success(request, words)
    return HttpResponseRedirect(to(made) if callable(to) else to)
