"""The pages of the trends board: the board and its CSV, one pattern with its discussion, striking out a post."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.refusals import reason_against
from samanvay.opendata import queries
from samanvay.opendata import trends as told
from samanvay.opendata.actions import void_post, write_post
from samanvay.opendata.kinds import PATTERN_WORDS, PatternKind
from samanvay.opendata.models import Post
from samanvay.opendata.patterns import Pattern, pattern_or_unseen
from samanvay.opendata.policies import may_see_board, may_void_post, may_write_post
from samanvay.reports.vocabulary import FORMS
from samanvay.web.components.pieces import Crumb, chips, under_filters
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import POST, READ, Record, every_reader, page, record_page
from samanvay.web.kit.spreadsheets import csv_answer

from . import board, discussion, words
from .discussion import PostForm, VoidForm
from .filters import STATES, TrendFilters, asked, month_chips
from .numbers import numbers_of


def is_partner(request: OfficerRequest) -> bool:
    """Tell whether the reader sees cells of ten and more alone."""
    return not holds(request.actor, Permission.FACT_READ)


@page(may=may_see_board, methods=READ)
def trends(request: OfficerRequest) -> HttpResponse:
    """Show the board: to officers what facts tell them, to partners their cells."""
    given = asked(request)
    posts = queries.posts_by_pattern(request.actor)
    context: dict[str, Any] = {
        "months": month_chips(request, given),
        "csv": under_filters(request, "trends_csv"),
    }
    if is_partner(request):
        context |= {
            "is_partner": True,
            "panels": [
                board.partner_panel(told.cells(request.actor, given.period), given, posts),
                board.partner_corridors(told.corridor_cells(request.actor, given.period), given),
            ],
            "forms": board.form_links(posts, given.query, list(FORMS)),
        }
    else:
        found = told.trends(request.actor, given.period, between_states=given.between_states)
        between = chips(request, "between", [(STATES, _("By state"))], every=_("By district"))
        context |= {
            "panels": board.panels(found, given, posts, between),
            "changes": board.changes(found, posts, given.query),
            "is_empty": found.is_empty,
        }
    return render(request, "trends/trends.html", context)


@page(may=may_see_board, methods=READ)
def trends_csv(request: OfficerRequest) -> HttpResponse:
    """Give the board as CSV, of what this reader is told."""
    given = asked(request)
    if is_partner(request):
        places = told.cells(request.actor, given.period)
        ways = told.corridor_cells(request.actor, given.period)
        return as_csv(board.partner_table(places, ways), "samanvay-trends")
    whole = told.trends(request.actor, given.period, between_states=given.between_states)
    return csv_answer("samanvay-trends", board.csv_rows(whole, given))


PATTERN: Record[Pattern] = Record(
    "pattern",
    load=pattern_or_unseen,
    page=lambda pattern: words.url_of(pattern.kind, pattern.key, ""),
    crumbs=lambda actor, pattern: [Crumb(_("Trends"), reverse("trends"))],
    given=lambda pattern: {"kind": pattern.kind, "key": pattern.key},
)
POST_OF_BOARD: Record[Post] = Record(
    "post",
    load=lambda actor, key: queries.post_or_unseen(actor, key),
    page=lambda post: words.url_of(PatternKind(post.kind), post.key),
    crumbs=lambda actor, post: [Crumb(_("Trends"), reverse("trends"))],
    given=lambda post: {"post": post},
)


@record_page(PATTERN, may=every_reader)
def trend(request: OfficerRequest, pattern: Pattern) -> HttpResponse:
    """Show a pattern with its numbers and its discussion; keep what somebody writes under it."""
    if request.method == "POST":
        may_write_post(request.actor)
    return form_page(
        request,
        PostForm,
        write_post,
        pattern,
        done=_("Your post is saved."),
        to=lambda post: f"{_here(pattern, asked(request))}#post-{post.pk}",
        show=lambda form: _page(request, pattern, form=form),
    )


def _here(pattern: Pattern, given: TrendFilters) -> str:
    return words.url_of(pattern.kind, pattern.key, given.query)


def _page(
    request: OfficerRequest,
    pattern: Pattern,
    *,
    form: PostForm | None = None,
    wrong: tuple[UUID, VoidForm] | None = None,
) -> HttpResponse:
    given = asked(request)
    numbers = numbers_of(request.actor, pattern, given)
    url = _here(pattern, given)
    refused = reason_against(may_write_post, request.actor)
    context: dict[str, Any] = {
        "pattern": pattern,
        "kind": PATTERN_WORDS[pattern.kind],
        "numbers": numbers,
        "months": [] if pattern.finding is not None else _month_chips(request, pattern, given),
        "url": url,
        "form": None if refused else form or PostForm(),
        "refused": refused,
        "tell": _tell(request, pattern),
        "who_reads": words.who_reads(pattern),
        "crumbs": [Crumb(_("Trends"), reverse("trends") + given.query), Crumb(numbers.title)],
        **discussion.context_of(request.actor, queries.posts_under(pattern), wrong),
    }
    is_wrong = wrong is not None or (form is not None and form.errors)
    return render(request, "trends/trend.html", context, status=400 if is_wrong else 200)


def _tell(request: OfficerRequest, pattern: Pattern) -> Any:
    """Return the button that leads to an advisory, for a corridor or a finding."""
    kinds = {PatternKind.CORRIDOR: "corridor", PatternKind.STATES: "corridor", PatternKind.FINDING: "finding"}
    kind = kinds.get(pattern.kind)
    return offers.tell_action(request.actor, kind, pattern.key) if kind else None


def _month_chips(request: HttpRequest, pattern: Pattern, given: TrendFilters) -> list[Any]:
    path = reverse("trend", args=[pattern.kind.value, pattern.key])
    return [replace(chip, url=chip.url.replace(request.path, path, 1)) for chip in month_chips(request, given)]


@record_page(POST_OF_BOARD, may=may_void_post, methods=POST)
def post_void(request: OfficerRequest, post: Post) -> HttpResponse:
    """Strike out a post with a reason."""
    return form_page(
        request,
        VoidForm,
        void_post,
        post,
        done=_("The post is deleted."),
        to=f"{POST_OF_BOARD.page(post)}#post-{post.pk}",
        show=lambda form: _page(request, pattern_or_unseen(request.actor, post.kind, post.key), wrong=(post.pk, form)),
    )
