"""The door of a page: who may come in, by which methods, with which record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any, Generic, Literal, TypeVar

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.queries import last_change
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Stale, reason_against
from samanvay.web.components.pieces import Action, Crumb

from .access import OfficerRequest, officer_page
from .clocks import moment_words
from .field_words import sides
from .people import names_of
from .presses import answered_before, note_answer

M = TypeVar("M")
View = Callable[..., HttpResponseBase]
Policy = Callable[..., Any]
Kind = Literal["primary", "quiet", "danger"]

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
POST = ("POST",)


@dataclass(frozen=True)
class Record(Generic[M]):
    """A noun that has pages: how it is loaded from an address, where its own page is, how actions are given it."""

    name: str  # in templates
    load: Callable[..., M]  # load(actor, **arguments of the address); raises Unseen
    page: Callable[[M], str]
    crumbs: Callable[[Actor, M], list[Crumb]]
    given: Callable[[M], Mapping[str, Any]] | None = None  # under its own name, unless this says otherwise


@dataclass(frozen=True)
class Page:
    """What is known of a page before it is asked for; stands on its view as ``page``."""

    methods: tuple[str, ...]
    may: Policy | None = None
    permission: Permission | None = None
    record: Record[Any] | None = None
    until_confirmed: bool = False


def every_officer(actor: Actor) -> None:
    """Refuse nobody: the page is open to all who are signed in."""


def every_reader(actor: Actor, record: Any) -> None:
    """Refuse nobody: the page is open to all for whom its record is loaded, which loading itself decides."""


def page(
    *,
    may: Policy | None = None,
    permission: Permission | None = None,
    methods: tuple[str, ...] = FORM,
    until_confirmed: bool = False,
) -> Callable[[View], View]:
    """Make ``view(request, …)`` a page: ``may`` is its policy, ``may(actor)``, ``permission`` what must be held.

    A page without a permission is shut to an officer whom no superior has confirmed yet, unless ``until_confirmed``.
    """
    return lambda view: _opened(Page(methods, may, permission, until_confirmed=until_confirmed), view)


def open_page(*methods: str) -> Callable[[View], View]:
    """Make ``view(request, …)`` a page that is open to whoever comes, signed in or not; no browser keeps it either."""
    return lambda view: never_cache(require_http_methods(list(methods))(view))


def record_page(
    record: Record[Any],
    *,
    may: Policy | None = None,
    permission: Permission | None = None,
    methods: tuple[str, ...] = FORM,
    until_confirmed: bool = False,
) -> Callable[[View], View]:
    """Make ``view(request, record, …)`` a page of a record: loaded, or 404; then ``may(actor, record)``, or 403.

    The arguments of the address go to ``record.load``, except those that the view itself names; what the view names
    and no address gives is for other functions that show the page, and has a default.
    """
    return lambda view: _opened(Page(methods, may, permission, record, until_confirmed), view)


def action_to(actor: Actor, name: str, words: Any, record: Any = None, kind: Kind = "quiet", query: str = "") -> Action:
    """Return the button to a page, of a record or none, by its address's name; greyed with what its policy says."""
    given = () if record is None else (record,)
    url = reverse(name, args=[each.pk for each in given])
    about: Page = resolve(url).func.page  # type: ignore[attr-defined]
    asked = (about.may, actor, *given) if about.may else (require, actor, about.permission)
    return Action(words, url + query, kind=kind, refused=reason_against(*asked))


def two_versions(
    request: OfficerRequest, refusal: Stale, *, again: str, page: str, crumbs: list[Crumb], record: Any = None
) -> HttpResponse:
    """Show both versions to whoever was slower, 409: ``page`` is the record's own, ``again`` where it is corrected.

    Who saved the other version and when stands there, as far as the log of the ``record`` is theirs to read.
    """
    saved = last_change(request.actor, record.pk) if record is not None else None
    by = names_of([saved.actor]).get(saved.actor, "") if saved else ""
    context = {
        "saved": _("Saved by %(who)s, %(when)s.") % {"who": by, "when": moment_words(saved.at)} if saved and by else "",
        "words": refusal.words,
        "sides": sides(refusal),
        "crumbs": [*crumbs, Crumb(_("Two versions"))],
        "again": again,
        "page": page,
    }
    return render(request, "kit/conflict.html", context, status=409)


def _opened(about: Page, view: View) -> View:
    if about.may is None and about.permission is None:
        raise TypeError(f"say who may open {view.__qualname__}: by `may`, a policy, or by `permission`")
    own = list(signature(view).parameters)[2:]

    @wraps(view)
    def opened(request: OfficerRequest, /, **named: Any) -> HttpResponseBase:
        given: tuple[Any, ...] = ()
        if about.record is not None:
            of_view = {name: named.pop(name) for name in own if name in named}
            given, named = (about.record.load(request.actor, **named),), of_view
        if about.may is not None:
            about.may(request.actor, *given)
        request.page = about
        try:
            # What was written before somebody was found to be faster is taken back, though the page is answered.
            if request.method != "POST":
                return view(request, *given, **named)
            with transaction.atomic():
                if (before := answered_before(request)) is not None:
                    return before
                answer = view(request, *given, **named)
                note_answer(request, answer)
                return answer
        except Stale as refusal:
            of = about.record
            home, way = (of.page(*given), of.crumbs(request.actor, *given)) if of else (request.path, [])
            again = request.get_full_path() if "GET" in about.methods else home
            record = given[0] if given else None
            return two_versions(request, refusal, again=again, page=home, crumbs=way, record=record)

    asked: Any = require_http_methods(list(about.methods))(opened)
    officers = officer_page(permission=about.permission, until_confirmed=about.until_confirmed)
    door: View = never_cache(officers(asked))
    door.page = about  # type: ignore[attr-defined]
    return door
