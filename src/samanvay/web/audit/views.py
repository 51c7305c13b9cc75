"""Reading the log, as a page and a table; verifying it."""

from dataclasses import replace
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access import queries as access
from samanvay.access.permissions import Permission
from samanvay.audit import queries, tasks
from samanvay.audit.actions.verifying import ask_verification, latest_verification
from samanvay.audit.vocabulary import Question
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.digits import whole_number
from samanvay.web.components.pieces import Chip, Column, Progress, Table, address
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.duties import holder_words
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page

from .forms import LOOKS_BACK, FilterForm
from .presenters import QUESTIONS, log_lines, names

MOST_ROWS = 10_000
MOST_PEOPLE = 50


@page(permission=Permission.AUDIT_READ, methods=READ)
def events(request: OfficerRequest) -> HttpResponse:
    """Show the log, newest first, page by page below a number; above it who answers the question that was asked."""
    form = FilterForm(request.GET or None)
    filters = form.filters(request)
    found = queries.events(request.actor, filters)
    before = whole_number(request.GET.get("before", ""))
    if before is not None:
        found = found.filter(seq__lt=before)
    listed = list(found[: queries.PAGE + 1])
    shown = listed[: queries.PAGE]
    here = address(request)
    context = {
        "form": form,
        "questions": _questions(request, filters),
        "question": QUESTIONS[filters.question] if filters.question else "",
        "people": _people(request, filters) if filters.question else None,
        "is_after_hours": filters.question == Question.AFTER_HOURS,
        "lines": log_lines(shown),
        "subject": filters.subject,
        "older": address(request, before=shown[-1].seq) if len(listed) > len(shown) else "",
        "newer": here if before else "",
        "query": here.partition("?")[2],
        "seal": queries.last_seal(),
    }
    return render(request, "audit/events.html", context)


@page(permission=Permission.AUDIT_READ, methods=READ)
def events_csv(request: OfficerRequest) -> HttpResponse:
    """Give the filtered log as a table, at most ten thousand rows, with all that each event says."""
    found = queries.events(request.actor, FilterForm(request.GET or None).filters(request))[:MOST_ROWS]
    columns = [
        Column(_("Number"), lambda line: line["event"].seq),
        Column(_("When"), lambda line: date_format(localtime(line["at"]), "j M Y, H:i:s")),
        Column(_("Who"), itemgetter("who")),
        Column(_("What"), itemgetter("what")),
        Column(_("Code"), lambda line: line["event"].kind),
        Column(_("Record"), itemgetter("record")),
        Column(_("Identifier"), lambda line: line["event"].subject_id),
        Column(_("Details"), itemgetter("detail")),
    ]
    return as_csv(Table.of("", columns, log_lines(found)), "samanvay-audit")


@page(permission=Permission.AUDIT_VERIFY)
def verify(request: OfficerRequest) -> HttpResponse:
    """Have every sealed event hashed again, and show how far that is and what was found."""
    if request.method == "POST":
        if ask_verification():
            told = str(request.actor.id), request.actor.label, list(request.actor.audiences)
            transaction.on_commit(lambda: tasks.verify.enqueue(*told))
        return redirect("audit_verify")
    latest = latest_verification()
    if latest is None:
        return redirect("audit")
    verdict = latest.verdict
    context = {
        "latest": latest,
        "verdict": verdict,
        "progress": Progress(_("Events hashed again"), latest.done, max(latest.total, 1)),
        "to_do": dict.fromkeys(finding.what_to_do for finding in verdict.findings) if verdict else (),
    }
    return render(request, "audit/verdict.html", context)


def _questions(request: OfficerRequest, filters: queries.Filters) -> list[Chip]:
    """Return the five questions with how many events answer each in the days asked for, usually the last thirty."""
    since = filters.since or (None if filters.until else clock.today() - LOOKS_BACK)
    counts = queries.counts_of_questions(request.actor, queries.Filters(since=since, until=filters.until))
    chosen = filters.question
    return [
        Chip(words, address(request, question=question, who="", kind="", words="", subject=""), chosen == question,
             counts[question])
        for question, words in QUESTIONS.items()
    ]  # fmt: skip


def _people(request: OfficerRequest, filters: queries.Filters) -> Table:
    """Return who answers a question, the most often first."""
    found = queries.people_of(request.actor, replace(filters, kind="", kinds=None), MOST_PEOPLE)
    users = access.users_by_id(each["person"] for each in found)
    posts = access.first_grants(users)
    units = directory.units_of(post.audience for post in posts.values())

    def name(each: dict[str, Any]) -> Any:
        user = users.get(each["person"])
        return names(user) if user else _("the system") if each["person"] == SYSTEM.id else None

    def post(each: dict[str, Any]) -> str | None:
        held = posts.get(each["person"])
        return holder_words(held.role, units.get(held.audience)) if held else None

    columns = [
        Column(_("Officer"), name),
        Column(_("Post"), post),
        Column(_("Times"), itemgetter("times"), number=True),
        Column(_("Records"), itemgetter("records"), number=True),
        Column(_("First"), lambda each: moment_words(each["first"])),
        Column(_("Last"), lambda each: moment_words(each["last"])),
    ]
    return Table.of(
        str(QUESTIONS[filters.question]) if filters.question else "",
        columns,
        found,
        lambda each: address(request, who=users[each["person"]].username) if each["person"] in users else "",
    )
