"""What the answers of a screening come to: words, what is done at once, forms to propose. Nothing is counted.

One sign that speaks by itself, or the officer's own suspicion, is enough to tell the AHTU; how many there are is never
asked, so that no number can stand for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samanvay.cases.kinds import FORMS
from samanvay.kernel.refusals import Invalid

from .kinds import ANSWERS, ASKS_INTERPRETER, AT_ONCE, SHOWS, Answer, AtOnce, Outcome
from .published import Indicator, published


@dataclass(frozen=True, slots=True)
class Result:
    """What follows from the answers of one screening."""

    outcome: Outcome
    forms: tuple[str, ...]
    at_once: tuple[str, ...]


def checked_answers(group: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Return an answer for every sign of a group, unanswered ones as not asked. Raises Invalid naming the sign."""
    asked = published().of_group(group)
    if not asked:
        raise Invalid("group", _("Choose the situation from the list."))
    known = {each.code for each in asked}
    for code, answer in answers.items():
        if code not in known:
            raise Invalid(code, _("This question is not asked in this situation."))
        if answer not in ANSWERS:
            raise Invalid(code, _("Choose one of the four answers."))
    kept = {each.code: str(answers.get(each.code, Answer.NOT_ASKED)) for each in asked}
    if set(kept.values()) == {Answer.NOT_ASKED}:
        raise Invalid("answers", _("Answer at least one question. What was not asked stays “Not asked”."))
    return kept


def signs_in(answers: Mapping[str, str]) -> list[Indicator]:
    """Return the signs that are there, in their order; a code of an older edition that is gone is left out."""
    known = published().indicators
    return [each for code, each in known.items() if answers.get(code) in SHOWS]


def result_of(
    group: str, answers: Mapping[str, str], *, suspects: bool, is_child: bool, interpreter: str = ""
) -> Result:
    """Return what follows from answers; ``suspects`` is the officer's own word, ``is_child`` what the case says."""
    there = signs_in(answers)
    outcome = Outcome.NONE
    if suspects or any(sign.alone for sign in there):
        outcome = Outcome.SIGN
    elif there:
        outcome = Outcome.FURTHER
    now = {code for sign in there for code in sign.at_once} | set(published().groups[group].at_once)
    if is_child:
        now.add(AtOnce.CHILD)
    if interpreter in ASKS_INTERPRETER:
        now.add(AtOnce.INTERPRETER)
    proposed = {form for sign in there for form in sign.suggests} if outcome is Outcome.SIGN else set()
    return Result(
        outcome,
        tuple(form for form in FORMS if form in proposed),
        tuple(str(code) for code in AT_ONCE if code in now),
    )


def as_text(answers: Mapping[str, str]) -> str:
    """Return answers as they are sealed: a line for each sign."""
    return "\n".join(f"{code} {answer}" for code, answer in answers.items())


def from_text(text: str) -> dict[str, str]:
    """Read what :func:`as_text` wrote."""
    return dict(line.split(" ", 1) for line in text.splitlines() if " " in line)
