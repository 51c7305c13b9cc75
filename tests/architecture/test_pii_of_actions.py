"""Every action that keeps free text checks it, and takes the answer of this writer for this very text alone.

The actions are found in the code and called as they are; what they read and write beside the check is a mock.
"""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock
from uuid import uuid4

import pytest

from samanvay.config.env import ROOT
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import PersonalDataFound
from samanvay.measures.advisories.actions.writing import AdvisoryWords, checked_reason
from samanvay.measures.playbook.texts import MeasureText
from samanvay.measures.requests.actions.answering import FromOutside
from samanvay.measures.requests.states import RequestState
from samanvay.review.wording import reason_of
from samanvay.rosters.plans.states import ChangeKind
from samanvay.training.roll.actions.teachers import LANGUAGES, TOPICS

SRC = ROOT / "src" / "samanvay"
ROOMS = ("duties", "law", "measures", "opendata", "review", "rosters", "tracing", "training")
NAMED = "Sunita Devi, aged 14, was brought home"
OTHER = "Rekha Kumari, aged 15, was brought home"
WRITER = Actor(id=uuid4(), label="writer", audiences=(100,))
SOMEBODY_ELSE = Actor(id=uuid4(), label="somebody else", audiences=(100,))
MEASURE = MeasureText(*("Lights at the station", "", "More light", "", "Put up lights", ""))
FREE_TEXT = {"about", "hall", "name", "note", "proof", "reason", "says", "text", "title", "title_en", "why", "words"}


def functions() -> Iterator[tuple[str, ast.FunctionDef, set[str]]]:
    """Yield every public function that is told who acts, with its module and the names of its arguments."""
    for room in ROOMS:
        for path in sorted((SRC / room).rglob("*.py")):
            module = ".".join(path.relative_to(SRC.parent).with_suffix("").parts)
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    named = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
                    if "by" in named:
                        yield module, node, named


def take_answers() -> list[tuple[str, str]]:
    return [
        (module, node.name)
        for module, node, named in functions()
        if "pii_answer" in named and node.name not in PASSES_ON
    ]


def take_no_answers() -> list[tuple[str, str]]:
    """Return the actions that keep free text and take no answer."""
    return [
        (module, node.name)
        for module, node, named in functions()
        if "pii_answer" not in named
        and not module.startswith("samanvay.tracing.")  # what is said of an entry stays with whoever keeps it
        and any(each.arg in FREE_TEXT and str_is(each.annotation) for each in node.args.kwonlyargs)
        and f"{module.removeprefix('samanvay.')}.{node.name}" not in NOT_CHECKED
    ]


def str_is(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id == "str"


NOT_CHECKED = {
    "measures.contacts.actions.void_contact",
    "measures.contacts.importing.revert_contacts",
    "measures.requests.actions.steps.add_step",  # inside of actions that have checked their words
    "rosters.centres.importing.revert_centres",
    "rosters.guests.actions.inviting.draw_address",  # one of two words
    "training.roll.actions.sheets.revert_members",
}
"""Actions whose free text is not looked at: a new one is checked, or stands here with what speaks for it."""


MONDAY = date(2031, 1, 6)
PLAN = SimpleNamespace(monday=MONDAY, end=MONDAY + timedelta(weeks=9), state="published", home_state="IN-UP")
BATCH = SimpleNamespace(
    plan=PLAN, plan_id=1, id=1, state="planned", monday=MONDAY, mode="district", centre_id=None, readers=[1]
)
ADVISED = {"answer_days": 3, "do_days": 3, "measures": (), "seats": ()}
CASES: dict[str, Callable[[str], dict[str, Any]]] = {
    "accept_match": lambda text: {"accepts": False},
    "add_material": lambda text: {"lesson": "one", "link": ""},
    "amend_line": lambda text: {"reason": "Misheard"},
    "ask_change": lambda text: {"plan": PLAN, "kind": ChangeKind.ROLL},
    "ask_plan": lambda text: {"course": "basics", "monday": MONDAY, "weeks": 4},
    "begin_course": lambda text: {"code": "night_trains", "title_hi": ""},
    "change_draft": lambda text: {
        "content": SimpleNamespace(said=AdvisoryWords(text_en=text, title_en="A"), **ADVISED)
    },
    "change_line": lambda text: {"line": MagicMock(conference=MagicMock(is_confirmed=False))},
    "checked": lambda text: {"field": "text"},
    "checked_text": lambda text: {"field": "text"},
    "close_weeks": lambda text: {"kind": "mela", "first_monday": MONDAY, "centre": None},
    "correct_advisory": lambda text: {"said": AdvisoryWords(text_en=text, title_en="A"), "reason": "A typing error"},
    "draft_advisory": lambda text: {
        "content": SimpleNamespace(said=AdvisoryWords(text_en=text, title_en="A"), **ADVISED)
    },
    "give_feedback": lambda text: {"useful": 3, "clear": 3},
    "keep_centre": lambda text: {"centre": MagicMock(), "code": "lko", "name": "Lucknow"},
    "set_venue": lambda text: {"batch": BATCH},
    "move_batch": lambda text: {"batch": BATCH, "monday": MONDAY + timedelta(weeks=1), "centre": None},
    "move_conference": lambda text: {"starts_at": clock.now() + timedelta(days=2)},
    "offer_help": lambda text: {"kind": "vehicle", "since": MONDAY, "until": MONDAY},
    "propose_measure": lambda text: {"text": replace(MEASURE, what_en=text), "note": ""},
    "propose_time": lambda text: {"wanted_from": clock.now() + timedelta(days=2), "wanted_until": None},
    "record_answer": lambda text: {
        "request": MagicMock(state="sent"),
        "to": RequestState.DECLINED,
        "outside": FromOutside("CWC, Patna", "", "", date(2020, 1, 1), "post"),
    },
    "retire_item": lambda text: {"edition": MagicMock(state="published", no=1, item=MagicMock(current=1))},
    "decline_turn": lambda text: {"absence": "illness"},
    "strike_line": lambda text: {"line": MagicMock(conference=MagicMock(is_confirmed=False))},
    "verify_entry": lambda text: {"outcome": "correction"},
    "write_cost": lambda text: {"kind": "travel", "amount": Decimal(100)},
    "samanvay.training.courses.actions.writing.write_draft": lambda text: {"words": {"title_en": text}},
    "write_item": lambda text: {"words": {"stem_en": text}},
    "write_teacher": lambda text: {"topics": [next(iter(TOPICS))], "languages": [next(iter(LANGUAGES))]},
    "write_measure": lambda text: {"text": replace(MEASURE, what_en=text), "note": ""},
}
"""What an action has to be given beside mocks, so that it gets as far as its check."""
REASONS = (checked_reason, reason_of)
PLAIN = {"clock", "next_monday"}  # what tells the day stays as it is
PASSES_ON = {"import_bank"}  # a file: each of its texts is checked by ``write_item``; what it says of them has a test


def with_mocks(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave of a module its own functions, its values and what checks texts; all else becomes a mock."""
    for name, value in list(vars(module).items()):
        where = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None) or ""
        is_type = inspect.isclass(value) and not hasattr(value, "objects")
        is_ours = callable(value) and where.startswith("samanvay.") and where != module.__name__
        if name not in PLAIN and (is_ours or inspect.ismodule(value)) and not is_type and not checks_text(value):
            mock = MagicMock()
            mock.return_value.__exit__.return_value = False  # an operation lets every refusal through
            mock.objects.filter.return_value.first.return_value = None  # nothing was sent before
            if name == "once":
                mock.return_value = None
            monkeypatch.setattr(module, name, mock)


def checks_text(value: Any) -> bool:
    """Tell whether a function is the check, or one that takes the answer to it."""
    where = getattr(value, "__module__", None) or ""
    takes = inspect.signature(value).parameters if isinstance(value, FunctionType) else {}
    return (
        where.startswith(("samanvay.kernel.pii", "samanvay.measures.playbook.texts"))
        or "pii_answer" in takes
        or value in REASONS
    )


def given(action: Callable[..., Any], text: str) -> dict[str, Any]:
    """Return arguments with a text in all that is free text, and with what lets the action reach its check."""
    name = action.__name__
    case = CASES.get(f"{action.__module__}.{name}") or CASES.get(name, lambda text: {})
    found = case(text)
    for name, parameter in inspect.signature(action).parameters.items():
        if name in found:
            continue
        if name in FREE_TEXT:
            found[name] = text
        elif parameter.default is inspect.Parameter.empty:
            found[name] = MagicMock()
    return found


@pytest.mark.parametrize(("module", "name"), take_answers(), ids=lambda part: part.removeprefix("samanvay."))
def test_answer_confirms_this_text_of_this_writer_alone(
    module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = importlib.import_module(module)
    action = getattr(there, name)
    with_mocks(there, monkeypatch)

    def refused(text: str, answer: str, by: Actor = WRITER) -> str | None:
        """Return what confirms a text that was refused, None where it gets past the check."""
        try:
            action(**{**given(action, text), "by": by, "pii_answer": answer})
        except PersonalDataFound as refusal:
            return refusal.pii_answer
        except Exception:
            if not answer:
                raise
        return None  # past the check a mock may be no number

    answer, of_other = refused(NAMED, ""), refused(OTHER, "")
    assert answer, "nothing was found in a text with a name and an age, or it is not checked"
    assert of_other
    assert refused(OTHER, answer), "the answer for one text passed another"
    assert refused(NAMED, of_other), "the answer for one text passed another"
    assert refused(NAMED, answer, by=SOMEBODY_ELSE), "the answer of one writer passed the text of another"
    assert refused(NAMED, answer) is None


@pytest.mark.parametrize(("module", "name"), take_no_answers(), ids=lambda part: part.removeprefix("samanvay."))
def test_text_that_nobody_may_confirm_is_refused(module: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = importlib.import_module(module)
    action = getattr(there, name)
    with_mocks(there, monkeypatch)
    with pytest.raises(PersonalDataFound) as refusal:
        action(**{**given(action, NAMED), "by": WRITER})
    assert not refusal.value.pii_answer
