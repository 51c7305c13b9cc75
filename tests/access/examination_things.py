"""A sitting, a certificate, an examination at a centre and a proposal on a question, for the addresses of these."""

import sys
from pathlib import Path
from typing import Any

from things import officer, thing

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from exam_world import CODE, course

from samanvay.access.actors import actor_for
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.training.examining.actions.centres import open_seats
from samanvay.training.examining.actions.rulings import propose_aside
from samanvay.training.examining.actions.sitting import GivenAnswer, begin_sitting, hand_in, save_answers
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.queries import examinations
from samanvay.training.models import Course, ItemRuling


def _course() -> Course:
    with reading(SYSTEM):
        found = Course.objects.filter(code=CODE).first()
    return found or course()


@thing("examined course")
def examined_course(audience: int) -> dict[str, Any]:
    """Publish a course with its bank."""
    _course()
    return {"code": CODE}


@thing("sitting of another")
def sitting_of_another(audience: int) -> dict[str, Any]:
    """Begin a paper as somebody who is none of the personas: it is theirs alone."""
    _course()
    by = actor_for(officer("station_officer", audience))
    with reading(by):
        return {"key": begin_sitting(by=by, code=CODE).pk}


@thing("certificate of another")
def certificate_of_another(audience: int) -> dict[str, Any]:
    """Pass as somebody who is none of the personas."""
    _course()
    by = actor_for(officer("station_officer", audience))
    with reading(by):
        sitting = begin_sitting(by=by, code=CODE)
    texts = [each.text() for each in examinations.texts_of(sitting)]
    right = [as_shown(line, key_of(text)) for line, text in zip(sitting.paper, texts, strict=True)]
    save_answers(by=by, key=sitting.pk, answers=[GivenAnswer(at, tuple(given), 1) for at, given in enumerate(right)])
    hand_in(by=by, key=sitting.pk)
    return {"public_id": examinations.own_certificates(by)[0].public_id}


@thing("seats")
def seats(audience: int) -> dict[str, Any]:
    """Open an examination at a centre of a unit."""
    _course()
    by = actor_for(officer("trainer", audience))
    with reading(by):
        return {"key": open_seats(by=by, code=CODE, place="Hall")[0].pk}


@thing("examined question")
def examined_question(audience: int) -> dict[str, Any]:
    """Return a question that papers hold."""
    _course()
    return {"code": CODE, "question": "q001"}


@thing("proposal on a question")
def proposal_on_question(audience: int) -> dict[str, Any]:
    """Propose that a question is set aside; of the two that stand at once each is of another question."""
    by = actor_for(officer("trainer", audience))
    found = _course()
    with reading(SYSTEM):
        taken = ItemRuling.objects.count()
    with reading(by):
        item = examinations.item_or_unseen(by, found, f"q{taken + 1:03}")
        return {"key": propose_aside(by=by, item=item, reason="It misleads").pk}


@thing("bank as GIFT")
def bank_as_gift(audience: int) -> dict[str, Any]:
    """Return a form in which the bank goes out."""
    _course()
    return {"code": CODE, "form": "gift"}


@thing("results as CSV")
def results_as_csv(audience: int) -> dict[str, Any]:
    """Return a form in which results go out."""
    _course()
    return {"code": CODE, "form": "csv"}
