"""A paper as its page shows it: each question a form that works without scripts; and what came of it afterwards."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.kernel.digits import grouped, whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.law import labels
from samanvay.law import queries as law
from samanvay.training.courses.syllabus import ExaminationRules, QuestionText
from samanvay.training.examining.guessing import Guess, chance_of, guess_at
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.queries import examinations
from samanvay.training.models import Answer, ItemEdition, Sitting
from samanvay.web.components.pieces import Column, Pill, Row, Table

HINTS = {
    "single": gettext_lazy("Choose one."),
    "multiple": gettext_lazy("Choose all that are right."),
    "ordering": gettext_lazy("Number them, the first is 1."),
    "matching": gettext_lazy("Choose the match for each."),
}


Values = dict[str, Any]


def questions_of(
    sitting: Sitting, texts: Sequence[ItemEdition], answers: Mapping[int, Answer], current: int
) -> list[Values]:
    """Return the questions of a running paper with what was answered."""
    return [
        _question(
            at, sitting.paper[at], edition.text(), answers[at].given if at in answers else [], is_current=at == current
        )
        for at, edition in enumerate(texts)
    ]


def _question(
    at: int, line: Mapping[str, Any], text: QuestionText, places: Sequence[int], *, is_current: bool
) -> Values:
    given = as_shown(line, places)
    options = [text.options[place] for place in line["order"]]
    is_choice = text.kind in ("single", "multiple")
    return {
        "no": at + 1,
        "position": at,
        "text": text,
        "hint": HINTS[text.kind],
        "choices": [_choice(no, words, no in given) for no, words in enumerate(options)] if is_choice else [],
        "lines": [] if is_choice else [_line(line, text, given, no) for no in range(len(options))],
        "is_answered": bool(places),
        "is_current": is_current,
    }


def _choice(value: int, words: Any, is_chosen: bool) -> Values:
    """Return one thing to choose: ``value`` is its place as shown."""
    return {"value": value, "words": words, "is_chosen": is_chosen}


def _line(line: Mapping[str, Any], text: QuestionText, given: Sequence[int], no: int) -> Values:
    """Return one option with its own list to choose from (ordering, matching)."""
    if text.kind == "ordering":
        chosen = given.index(no) if no in given else -1
        offered: list[Any] = list(range(1, len(line["order"]) + 1))
    else:
        chosen = given[no] if given else -1
        offered = [text.matches[place] for place in line["matches"]]
    choices = [_choice(at, words, at == chosen) for at, words in enumerate(offered)]
    return {"name": f"o{no}", "words": text.options[line["order"][no]], "choices": choices}


def held(sitting: Sitting, positions: Sequence[int]) -> dict[int, list[int]]:
    """Return the answers that hold at some places of a running paper, in places as shown."""
    answers = examinations.answers_of(sitting)
    return {at: as_shown(sitting.paper[at], answers[at].given) if at in answers else [] for at in positions}


def given_by(line: Mapping[str, Any], posted: QueryDict) -> tuple[int, ...]:
    """Return what a form without scripts gave, in places as shown; () for nothing. Raises Invalid."""
    if line["kind"] in ("single", "multiple"):
        chosen = [whole_number(each) for each in posted.getlist("a")]
        return tuple(-1 if each is None else each for each in chosen)
    each = [whole_number(posted.get(f"o{no}", "")) for no in range(len(line["order"]))]
    if all(value is None for value in each):
        return ()
    if line["kind"] == "matching":
        return tuple(-1 if value is None else value for value in each)
    if None in each or len(set(each)) != len(each):
        raise Invalid("given", _("Use each number once."))
    return tuple(sorted(range(len(each)), key=lambda no: each[no] or 0))


def looked_at(sitting: Sitting, texts: Sequence[ItemEdition]) -> list[Values]:
    """Return every question of a closed paper with its explanation."""
    assert sitting.marked is not None
    entries = law.law_now().library.entries
    found = []
    for at, edition in enumerate(texts):
        text = edition.text()
        mark = sitting.marked[at]
        question = {
            "no": at + 1,
            "text": text,
            "pill": _pill(mark["right"], at in sitting.aside),
            "given": words_of(text, mark["given"]),
            "right": words_of(text, key_of(text)),
            "rests_on": [
                (labels.label_of(entries[code]), reverse("law_entry", args=[code]))
                for code in text.rests_on
                if code in entries
            ],
        }
        found.append(question)
    return found


def guess_words(guess: Guess | None) -> str:
    """Return what guessing earns in a sentence, "" where nothing is known of it."""
    if guess is None:
        return ""
    said = {"mean": round(guess.mean), "odds": _odds(guess.passes)}
    return _("Somebody who guesses gets %(mean)d %% on average and passes %(odds)s.") % said


def _odds(probability: float) -> str:
    if probability >= 0.01:
        return _("%(percent)d of 100 papers") % {"percent": round(100 * probability)}
    if probability < 1e-6:
        return _("fewer than one of a million papers")
    of = 1 / probability
    return _("about one of %(n)s papers") % {"n": grouped(int(round(of, 1 - int(log10(of)))))}


def guessed(sitting: Sitting, texts: Sequence[ItemEdition]) -> str:
    """Return what guessing would have earned on one paper, those of its questions that count, in a sentence."""
    chances = [chance_of(each.text()) for at, each in enumerate(texts) if at not in sitting.aside]
    return guess_words(guess_at(chances, negative=sitting.rules["negative"], pass_percent=sitting.pass_mark))


def reason_words(rules: ExaminationRules) -> str:
    """Return where the pass mark of a course comes from."""
    return str(rules.pass_reason) or _("The course does not say where its pass mark comes from.")


def _pill(right: bool | None, is_aside: bool) -> Pill:
    if is_aside:
        return Pill(_("not counted"), "calm")
    if right is None:
        return Pill(_("left out"), "warn")
    return Pill(_("right"), "ok") if right else Pill(_("wrong"), "hot")


def words_of(text: QuestionText, places: Sequence[int]) -> list[str]:
    """Return an answer in original places as lines of words."""
    if text.kind == "matching":
        return [
            f"{option} → {text.matches[place]}"
            for option, place in zip(text.options, places, strict=False)
            if place >= 0
        ]
    if text.kind == "ordering":
        return [f"{no}. {text.options[place]}" for no, place in enumerate(places, 1)]
    return [str(text.options[place]) for place in places]


def by_module(sitting: Sitting) -> Table:
    """Return how many were right in each module, the weakest first."""
    titles = {module.code: module.title for module in sitting.edition.text().modules}
    counts: dict[str, list[int]] = {}
    assert sitting.marked is not None
    for at, line in enumerate(sitting.paper):
        if at not in sitting.aside:
            tally = counts.setdefault(line["module"], [0, 0])
            tally[0] += sitting.marked[at]["right"] is True
            tally[1] += 1
    ordered = sorted(counts.items(), key=lambda each: each[1][0] / each[1][1])
    return Table(
        _("By module, the weakest first"),
        [Column(_("Module")), Column(_("Right"), number=True), Column(_("Questions"), number=True)],
        [Row([str(titles.get(code, code)), right, of]) for code, (right, of) in ordered],
    )
