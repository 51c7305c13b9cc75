"""What answers tell of a course's questions: those to look at first, one question with its options, what to do."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from math import isnan
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.permissions import Permission
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.training.courses import policies as course_policies
from samanvay.training.courses import queries as courses
from samanvay.training.courses.actions.reviewing import retire_item
from samanvay.training.courses.states import EditionState
from samanvay.training.courses.syllabus import DIFFICULTIES, CourseText
from samanvay.training.examining import policies
from samanvay.training.examining.actions.calibrating import FEWEST_PERSONS
from samanvay.training.examining.actions.rulings import decide_ruling, propose_aside
from samanvay.training.examining.equating import MOST_POINTS
from samanvay.training.examining.queries import examinations
from samanvay.training.examining.queries.analysis import Analysis, ItemAnalysis, Marks, analysis_of, gain_of
from samanvay.training.models import Calibration, Course, Item, ItemRuling
from samanvay.web.components.pieces import Column, Crumb, Pill, Stat, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import POST, READ, every_reader, record_page
from samanvay_insight.items import FEWEST, Drawn, Flag, Gain, is_idle

from .examination_forms import ItemForm, RulingForm
from .presenters import day_words
from .records import ANALYSED, COURSE, ITEM, RULING

WORDS = {
    Flag.KEY_PERHAPS_WRONG: (
        gettext_lazy("the marked answer may be wrong: strong candidates choose another option"),
        "hot",
    ),
    Flag.DRAWS_THE_STRONG: (gettext_lazy("strong candidates choose a wrong option"), "hot"),
    Flag.DOES_NOT_DISCRIMINATE: (gettext_lazy("strong and weak candidates answer alike"), "warn"),
    Flag.TOO_HARD: (gettext_lazy("too hard: fewer than one in four is right"), "warn"),
    Flag.MISFIT: (gettext_lazy("answers do not match ability"), "warn"),
    Flag.TOO_EASY: (gettext_lazy("too easy: nearly everybody is right"), "calm"),
    Flag.IDLE_OPTION: (gettext_lazy("an option that nobody chooses"), "calm"),
    Flag.TOO_FEW: (gettext_lazy("too few answers to measure"), "calm"),
}
MODELS = {"rasch": gettext_lazy("Rasch model"), "2pl": gettext_lazy("two-parameter model")}
BAR = 300  # units of the drawing
FEWEST_SHOWN = 5  # answers from which the share of right ones is shown


def _number(value: float, places: int = 2) -> str:
    return "–" if isnan(value) else f"{value:.{places}f}".replace("-", "−")


def _percent(value: float) -> str:
    return "–" if isnan(value) else f"{100 * value:.0f} %"


def _table(found: Analysis, course: Course, *, is_whole: bool) -> Table:
    columns = [
        Column(_("Question"), lambda each: each.item.code if is_whole else f"{each.item.code} · {each.text.stem}"),
        Column(_("Check this first"), lambda each: "; ".join(str(WORDS[flag][0]) for flag in each.flags) or None),
        Column(_("Answers"), lambda each: each.n, number=True),
        Column(_("Right"), _right, number=True),
        Column(_("Discrimination"), lambda each: _number(each.discrimination), number=True),
        Column(_("Fit"), lambda each: _number(each.infit), number=True),
    ]
    if is_whole:
        columns += [
            Column(_("Module"), lambda each: each.text.module),
            Column(
                _("Difficulty as written"), lambda each: DIFFICULTIES.get(each.text.difficulty, each.text.difficulty)
            ),
            Column(_("Upper less lower 27 %"), lambda each: _number(each.upper_lower), number=True),
            Column(_("Difficulty by the model"), lambda each: _number(each.difficulty), number=True),
            Column(_("Slope by the model"), lambda each: _number(each.slope), number=True),
        ]
    return Table.of(
        _("Questions"),
        columns,
        found.questions,
        lambda each: reverse("training_analysis_item", args=[course.code, each.item.code]),
    )


@record_page(ANALYSED, may=every_reader, methods=READ)
def training_analysis(request: OfficerRequest, course: Course) -> HttpResponse:
    """Show the questions of a course, those to look at first ahead; how sure papers are, how far apart."""
    found = analysis_of(request.actor, course)
    papers = found.papers
    text = courses.current_edition(course).text()
    asked = sum(1 for each in found.questions if each.gravity >= 10)
    context = {
        "title": text.title,
        "code": course.code,
        "may_write": not reason_against(course_policies.may_write_courses, request.actor),
        "stats": [
            Stat(found.persons, ngettext("person's first paper", "persons' first papers", found.persons)),
            Stat(asked, ngettext("question to check", "questions to check", asked), "warn" if asked else ""),
            Stat(_number(found.alpha), _("reliability (alpha); 0.70 or more is good")),
        ],
        "model": MODELS.get(found.model, ""),
        "papers": _("An average person gets %(easiest)s right on the easiest paper and %(hardest)s on the hardest. The "
            "pass mark of the hardest, %(mark)s, equals %(worth)s on the easiest.")
        % {
            "easiest": _percent(papers.easiest),
            "hardest": _percent(papers.hardest),
            "mark": _percent(papers.pass_share),
            "worth": _percent(papers.worth),
        }
        if not isnan(papers.easiest)
        else "",
        "equal": _equal(found.marks, found.persons, examinations.latest_calibration(course.code)),
        "table": _table(found, course, is_whole=False),
        "gains": _gain_table(gain_of(request.actor, course), text),
        "crumbs": [*COURSE.crumbs(request.actor, course), Crumb(_("Analysis of answers"))],
    }  # fmt: skip
    return render(request, "training/analysis.html", context)


def _gain_table(gains: Mapping[str, Gain], text: CourseText) -> Table:
    titles = {"": _("The whole paper"), **{each.code: str(each.title) for each in text.modules}}

    def gained(each: tuple[str, Gain]) -> str:
        points = {name: _number(getattr(each[1], name), 0) for name in ("gained", "low", "high")}
        return _("%(gain)s (%(low)s to %(high)s)") % {"gain": points["gained"], **points}

    columns = [
        Column(_("Module"), lambda each: titles.get(each[0], each[0])),
        Column(_("Persons"), lambda each: each[1].n, number=True),
        Column(_("First"), lambda each: _number(each[1].before, 0), number=True),
        Column(_("Last"), lambda each: _number(each[1].after, 0), number=True),
        Column(_("Gained, with its 95 % interval"), gained, number=True),
    ]
    caption = _("Gain from the first paper to the last, of those who sat more than once")
    return replace(Table.of(caption, columns, gains.items()), caption_shown=True)


def _equal(marks: Marks, persons: int, known: Calibration | None) -> list[str]:
    """Return in sentences how the pass marks of papers that are not equally hard are set, and what came of it."""
    if known is None:
        said = _("All papers have the same pass mark now. When %(n)d people have sat, it is lowered for papers that "
            "are harder than usual; so far %(persons)d have.")  # fmt: skip
        return [said % {"n": FEWEST_PERSONS, "persons": persons}]
    lines = [
        _("A paper that is harder than usual has a lower pass mark, by at most %(points)d points, so that the "
            "same ability passes. On %(day)s, the first papers of %(persons)d people were used to calibrate "
            "%(questions)d questions.")
        % {
            "points": MOST_POINTS,
            "questions": len(known.items),
            "day": day_words(known.made_at),
            "persons": known.persons,
        }
    ]  # fmt: skip
    if marks.papers:
        lines.append(
            ngettext(
                "Of %(n)d paper since, %(lowered)d had a lower pass mark.",
                "Of %(n)d papers since, %(lowered)d had a lower pass mark.",
                marks.papers,
            )
            % {"n": marks.papers, "lowered": marks.lowered}
        )
    if marks.lowered:
        lines.append(
            _("The lowest pass mark was %(lowest)d %%; %(passed)d passed who would have failed with the usual mark.")
            % {"lowest": marks.lowest, "passed": marks.passed}
        )
    return lines


@record_page(ANALYSED, may=every_reader, methods=READ)
def training_analysis_csv(request: OfficerRequest, course: Course) -> HttpResponse:
    """Give the numbers of all questions as CSV."""
    return as_csv(_table(analysis_of(request.actor, course), course, is_whole=True), f"samanvay-items-{course.code}")


def _right(found: ItemAnalysis) -> str:
    """Return the share of right answers; of few nothing, for it would tell what somebody answered."""
    return _percent(found.p) if found.n >= FEWEST_SHOWN else "–"


def answers_table(found: ItemAnalysis | None) -> tuple[str, Table | None]:
    """Return how often each option of a question was chosen and whose answers these are; of few how many they are."""
    if found is None or found.text.kind not in ("single", "multiple"):
        return "", None
    if found.n < FEWEST:
        said = _("How often each option was chosen is shown from %(least)d answers on; so far there are %(n)d.")
        return said % {"least": FEWEST, "n": found.n}, None
    whose = (
        _("Answers of those who had read no lesson before, to edition %(no)d.")
        if found.untaught
        else _("First answers of everybody, to edition %(no)d: too few sat it before they read a lesson.")
    )
    columns = [
        Column(_("Option"), lambda each: found.text.options[each.option]),
        Column(_("Chosen"), lambda each: each.n, number=True),
        Column(_("Share of answers"), lambda each: _percent(each.share), number=True),
        Column(_("Check"), _option_pill),
    ]
    return whose % {"no": found.edition.no}, Table.of(_("How often each option was chosen"), columns, found.looked)


def _option_pill(each: Drawn) -> Pill | None:
    if each.is_key:
        return Pill(_("right answer"), "ok")
    return Pill(_("nobody chooses it: rewrite it"), "warn") if is_idle(each) else None


def _bars(each: Drawn, words: Any, pill: Pill | None) -> dict[str, Any]:
    """Return one option: how many of the weakest, middle and strongest third chose it, as lengths of a drawing."""
    thirds = ((_("weakest third"), each.lower), (_("middle third"), each.middle), (_("strongest third"), each.upper))
    return {
        "words": words,
        "is_key": each.is_key,
        "pill": pill,
        "share": _percent(each.share),
        "correlation": _number(each.point_biserial),
        "thirds": [
            (name, _percent(share), 0 if isnan(share) else round(BAR * share), 22 * at)
            for at, (name, share) in enumerate(thirds)
        ],
    }


def _one(request: OfficerRequest, item: Item, wrong: ItemForm | None = None) -> HttpResponse:
    course = item.course
    found = analysis_of(request.actor, course).cells.get(item.pk)
    if found is None:
        raise Unseen
    whose, answers = answers_table(found)
    ruling = next(iter(examinations.rulings_of([item.pk])), None)
    is_used = found.edition.state == EditionState.PUBLISHED and found.edition.no == item.current
    context = {
        "item": item,
        "text": found.text,
        "pills": [Pill(WORDS[flag][0], WORDS[flag][1]) for flag in found.flags],  # type: ignore[arg-type]
        "is_retired": found.edition.state == EditionState.RETIRED,
        "facts": [
            (_("Answers"), found.n),
            (_("Right"), _right(found)),
            (_("Discrimination (point-biserial with the rest)"), _number(found.discrimination)),
            (_("Upper less lower 27 %"), _number(found.upper_lower)),
            (_("Difficulty by the model"), _number(found.difficulty)),
            (_("Fit (infit; 1 as expected)"), _number(found.infit)),
        ],
        "few": "" if answers else whose,
        "bars": [
            _bars(each, found.text.options[each.option], _option_pill(looked))
            for each, looked in zip(found.options, found.looked, strict=True)
        ]
        if answers
        else [],
        "ruling": ruling,
        "form": wrong or ItemForm(),
        "ruling_form": RulingForm(),
        "retire_refused": reason_against(course_policies.may_publish, request.actor)
        or ("" if is_used else _("This question is not in use.")),
        "aside_refused": reason_against(course_policies.may_write_courses, request.actor)
        or (_("This was already proposed.") if ruling is not None and ruling.outcome != "kept" else ""),
        "decide_refused": reason_against(policies.may_decide_ruling, request.actor, ruling) if ruling else "",
        "crumbs": [*ANALYSED.crumbs(request.actor, course), Crumb(item.code)],
    }
    return render(request, "training/analysis_item.html", context, status=400 if wrong is not None else 200)


@record_page(ITEM, may=every_reader, methods=READ)
def training_analysis_item(request: OfficerRequest, item: Item) -> HttpResponse:
    """Show one question: its numbers, how each option drew, and what can be done about it."""
    return _one(request, item)


@record_page(ITEM, may=every_reader, methods=POST)
def training_analysis_deed(request: OfficerRequest, item: Item) -> HttpResponse:
    """Retire a question, or propose that it is set aside in scoring; with the reason."""
    action, show = partial(_do, request.POST.get("deed")), partial(_one, request, item)
    return form_page(request, ItemForm, action, item, done=str, show=show)


def _do(deed: str | None, *, by: Actor, item: Item, **given: Any) -> str:
    if deed == "retire":
        edition = courses.item_edition_or_unseen(by, item.course, item.code, item.current)
        del given["submission_id"]
        retire_item(by=by, edition=edition, **given)
        return _("The question was retired. It will not be in new papers.")
    propose_aside(by=by, item=item, **given)
    return _("Proposed. A second person must decide within a week.")


@record_page(RULING, permission=Permission.COURSE_PUBLISH, methods=POST)
def training_ruling(request: OfficerRequest, ruling: ItemRuling) -> HttpResponse:
    """Decide as a second person whether a question is set aside."""
    form = RulingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Decide, and say why."))
        return HttpResponseRedirect(RULING.page(ruling))
    return action_page(
        request,
        decide_ruling,
        ruling,
        or_tell=True,
        done=_("Decided. Where needed, papers are marked again; those whose result improves are informed."),
        **form.taken(),
    )
