"""The pages that everybody reads: finding, one entry, two of its editions, what changed, statutory clocks."""

from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.roles import BY_CODE
from samanvay.cases.queries import cases_citing
from samanvay.kernel import clock
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Unseen
from samanvay.law import labels, policies, queries
from samanvay.law.library_files import Entry
from samanvay.law.models import LawEdition, LawEntry
from samanvay.law.vocabulary import DATED_BY
from samanvay.web.components.pieces import Chip, Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.lists import as_csv, part_of, rows_before
from samanvay.web.kit.pages import READ, every_reader, page, record_page

from . import clocks, draft_presenters, entry_parts, presenters, talk
from .forms import AskForm, CheckForm, OnDayForm, SinceForm
from .records import ENTRY, law_crumbs, text_of

A_PAGE = 40
NEW_CODES = date(2024, 7, 1)
A_QUARTER = timedelta(days=91)
EXAMPLES = ("370 IPC", "BNS 143", "धारा 164 सीआरपीसी", "376 ipc 2015", "zero fir", "बंधुआ", "जमानत")


@page(may=policies.may_read_law, methods=READ)
def law(request: OfficerRequest) -> HttpResponse:
    """Find in the law: sections side by side, then entries, narrowed by the address."""
    asked = presenters.asked_of(request)
    result = queries.search(request.actor, asked)
    found = result.found
    part = part_of(request, found.entries, A_PAGE)
    is_asked = asked.is_narrowed or "all" in request.GET
    query = request.GET.urlencode()
    context = {
        "asked": asked,
        "printed_on": labels.day_words(clock.today()),
        "tabs": presenters.tabs(request.actor, "law"),
        "selects": presenters.selects(asked),
        "is_narrowed": any(getattr(asked, name) for name in presenters.FILTERS),
        "examples": [
            Chip(
                format_html('<span lang="{}">{}</span>', "en" if words.isascii() else "hi", words),
                f"{reverse('law')}?{urlencode({'q': words})}",
            )
            for words in EXAMPLES
        ],
        "lines": [
            presenters.beside(line, result.checks, found.asked.days, result.talked)
            for line in (found.lines if not part.newer else [])
        ],
        "entries": [
            presenters.shown(each, result.checks.get(each.code), has_talk=each.code in result.talked)
            for each in (part.rows if is_asked else [])
        ],
        "browsing": presenters.browsing(found.entries) if not is_asked and found.entries else None,
        "all_url": f"{reverse('law')}?all",
        "words": ngettext("%(n)d entry", "%(n)d entries", part.count) % {"n": part.count},
        "is_near": found.is_near,
        "missing": ", ".join(found.missing).upper(),
        "csv": reverse("law_csv") + (f"?{query}" if query else ""),
        "older": part.older,
    }
    return render(request, "law/law.html", context)


@page(may=policies.may_read_law, methods=READ)
def law_csv(request: OfficerRequest) -> HttpResponse:
    """Give what was found as CSV, in both languages; sections with what they were and became."""
    result = queries.search(request.actor, presenters.asked_of(request))
    lines = [each for line in result.found.lines for each in line.entries]
    listed = list(dict.fromkeys([*lines, *result.found.entries]))
    return as_csv(presenters.in_file(listed, result.checks), "samanvay-law")


def entry_page(
    request: OfficerRequest, found: LawEntry, wrong: CheckForm | None = None, asking: AskForm | None = None
) -> HttpResponse:
    """Show one entry: what it says, since when, what it was, whether counsel read it; and which held on a day.

    ``wrong`` is counsel's form that was refused, ``asking`` a question that was.
    """
    asked_no = request.GET.get("edition", "")
    no = whole_number(asked_no)
    if asked_no and no is None:
        raise Unseen
    edition = queries.edition_or_unseen(found, no)
    if found.is_clock:
        return _clock_page(request, found, edition, wrong)
    entry = edition.text()
    library = queries.law_now().library
    checks = queries.standing_checks()
    shown = entry_parts.page_of(request, found, edition, entry, wrong)
    is_present = shown["is_present"]
    label = DATED_BY[entry.dated_by] if entry.dated_by else _("Date")
    day_form = OnDayForm(request.GET if "on" in request.GET else None, label=label)
    line = queries.line_of(found.code) if is_present else None
    related = queries.related_to(entry) if is_present else []
    context = {
        **presenters.said_context(entry, library),
        **shown,
        "printed_on": labels.day_words(clock.today()),
        "label": labels.label_of(entry),
        "doubt": entry.said("check"),
        "status": None if entry.status == "in_force" else presenters.status_pill(entry),
        "citation": presenters.citation_of(entry, library.entries),
        "line": presenters.beside(line, checks, None) if line is not None and len(line.entries) > 1 else None,
        "clocks": [clocks.line_of(each) for each in library.clocks if found.code in (each.source, each.changed_by)],
        "day_form": day_form,
        "held": _held(entry, day_form) if is_present else None,
        "cited": cases_citing(request.actor, found),
        "related": [presenters.shown(each, checks.get(each.code)) for each in related],
        "crumbs": law_crumbs(Crumb(labels.label_of(entry))),
        **talk.on_entry(request.actor, found, asking),
    }
    is_wrong = wrong is not None or asking is not None or (day_form.is_bound and not day_form.is_valid())
    return render(request, "law/entry.html", context, status=400 if is_wrong else 200)


law_entry = record_page(ENTRY, may=every_reader, methods=READ)(entry_page)


def _clock_page(request: OfficerRequest, found: LawEntry, edition: LawEdition, wrong: CheckForm | None) -> HttpResponse:
    said = edition.clock()
    shown = entry_parts.page_of(request, found, edition, said, wrong)
    context = {
        **shown,
        "clock": clocks.line_of(said, queries.law_now().library, shown["check"]),
        "crumbs": law_crumbs(Crumb(_("Legal time limits"), reverse("law_clocks")), Crumb(str(shown["title"]))),
    }
    return render(request, "law/clock.html", context, status=400 if wrong else 200)


def _held(entry: Entry, form: OnDayForm) -> dict[str, Any] | None:
    """Return which provisions held on the day that was asked, None where none was."""
    if not form.is_bound or not form.is_valid():
        return None
    day = form.cleaned_data["on"]
    then = queries.law_now().library.provisions_on(entry.code, day)
    checks = queries.standing_checks()
    return {
        "words": presenters.on_words(then, (day, day)),
        "entries": [presenters.shown(each, checks.get(each.code)) for each in then],
        "is_several": len(then) > 1,
    }


@record_page(ENTRY, may=every_reader, methods=READ)
def law_compare(request: OfficerRequest, found: LawEntry) -> HttpResponse:
    """Show what one edition of an entry changed against another; the last two where none are named."""
    a, b = (whole_number(request.GET.get(name, "")) for name in ("a", "b"))
    older = queries.edition_or_unseen(found, a if a is not None else max(found.current - 1, 1))
    newer = queries.edition_or_unseen(found, b)
    text = text_of(newer)
    context = {
        "older": older,
        "newer": newer,
        "changes": draft_presenters.differences(draft_presenters.said_by(older), draft_presenters.said_by(newer)),
        "title": presenters.title_of(text),
        "crumbs": law_crumbs(Crumb(presenters.label_of_text(text), ENTRY.page(found)), Crumb(_("What changed"))),
    }
    return render(request, "law/compare.html", context)


@page(may=policies.may_read_law, methods=READ)
def law_changes(request: OfficerRequest) -> HttpResponse:
    """Show what changed since a day, at first of the last quarter and for the reader's own role."""
    today = clock.today()
    own = next((held.role for held in request.actor.grants if held.role in BY_CODE), "")
    quarter = today - A_QUARTER
    given = request.GET
    form = SinceForm(given if "since" in given else {"since": quarter.isoformat(), "role": own})
    since, role = (form.cleaned_data["since"], form.cleaned_data["role"]) if form.is_valid() else (None, "")
    context: dict[str, Any] = {
        "tabs": presenters.tabs(request.actor, "law_changes"),
        "form": form,
        "printed_on": labels.day_words(today),
    }
    if since is not None:
        happened = queries.changes_since(request.actor, since, role)
        coming = [each for each in happened if each.day > today]
        past = [each for each in happened if each.day <= today]
        after = rows_before(request)
        midnight = datetime.combine(since, time(), tzinfo=clock.INDIA)
        checks = queries.standing_checks()
        entries = queries.law_now().library.entries
        corrected = [(each, each.text()) for each in queries.corrected_since(request.actor, midnight, role)]
        here = f"{reverse('law_changes')}?since={since.isoformat()}&role={role}"
        language = translation.get_language()
        context |= {
            "since": labels.day_words(since),
            "role_words": BY_CODE[role].name if role else "",
            "words": ngettext("%(n)d change", "%(n)d changes", len(past)) % {"n": len(past)},
            "coming": [clocks.happened_line(each, checks, entries) for each in coming] if not after else [],
            "past": [clocks.happened_line(each, checks, entries) for each in past[after : after + A_PAGE]],
            "older": f"{here}&after={after + A_PAGE}" if len(past) > after + A_PAGE else "",
            "corrected": [
                {
                    "title": text.said("title"),
                    "label": labels.label_of(text),
                    "day": presenters.day_of(each.taken_in_at),
                    "url": f"{reverse('law_compare', args=[each.entry.code])}?a={each.no - 1}&b={each.no}",
                }
                for each, text in corrected
            ],
            "feed": f"{reverse('law_feed')}?role={role}&language={language}",
        }
    spring = date(today.year if today >= date(today.year, 3, 1) else today.year - 1, 3, 1)
    role_asked = given.get("role", own) if given.get("role", own) in BY_CODE else ""
    context["quick"] = [
        Chip(words, f"{reverse('law_changes')}?since={day.isoformat()}&role={role_asked}", on=since == day)
        for words, day in (
            (_("Last quarter"), quarter),
            (_("Since 1 March"), spring),
            (_("Last year"), today - timedelta(days=365)),
            (_("Since the new codes, 1 July 2024"), NEW_CODES),
        )
    ]
    return render(request, "law/changes.html", context, status=200 if form.is_valid() else 400)


@page(may=policies.may_read_law, methods=READ)
def law_clocks(request: OfficerRequest) -> HttpResponse:
    """Show every time that the law gives, from what, how long, whose, and where it is written."""
    held = queries.law_now()
    checks = queries.standing_checks()
    listed = [
        clocks.line_of(each, held.library, checks.get(each.code), is_own=each.code in held.own)
        for each in queries.statutory_clocks(request.actor)
    ]
    context = {
        "tabs": presenters.tabs(request.actor, "law_clocks"),
        "clocks": sorted(listed, key=itemgetter("order")),
        "may_write": holds(request.actor, Permission.LAW_WRITE),
    }
    return render(request, "law/clocks.html", context)
