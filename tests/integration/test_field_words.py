"""Corrections, histories and conflicts speak of fields in words, in both languages; what has none is not shown."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from case_world import BAHRAICH, a_case, world
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

import samanvay
from samanvay.access.actors import actor_for
from samanvay.access.users.actions import choose_language, create_user
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.cases.actions import amend_case, move_case
from samanvay.cases.events import CASE_AMENDED
from samanvay.cases.models import Case, CaseItem, CaseLeg, CasePerson
from samanvay.cases.states import Stage
from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Stale
from samanvay.reports.models import SituationReport
from samanvay.review.models import Line
from samanvay.tracing.models import Entry
from samanvay.web.kit.field_words import SEALED, WORDS, field_words, value_words
from samanvay.web.kit.history import history
from samanvay.web.kit.refusals import page_of

AMENDED = (Case, CaseItem, CaseLeg, CasePerson, Entry, Line)
# Kept by the machinery and changed by nobody who fills a form, beside every moment (…_at) and writer (…_by).
OF_MACHINERY = {
    *("id", "version", "home_unit", "home_state", "submission_id", "device", "form_version", "case", "conference"),
    *("item", "no", "number", "party", "case_person", "joined_person", "is_quick", "stage_since", "state_since"),
    *("names_nobody", "owner_role", "owner_audience", "group", "group_size", "said_on", "is_late", "content"),
    *("current", "current_since", "digest", "draft", "figures", "last", "sequence", "text_no"),
    *("apart_from", "beyond", "is_asked", "is_corrected", "is_sure", "same_as_case", "same_as_claim", "same_as_event"),
    "hands",
}


def is_of_machinery(name: str) -> bool:
    return name in OF_MACHINERY or (name.endswith(("_at", "_by")) and name not in WORDS)


def changed_in_the_source() -> Iterator[tuple[str, str]]:
    """Yield where, and which field, of every change that can meet another one."""
    root = Path(samanvay.__file__).parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or "expected" not in {each.arg for each in node.keywords}:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = {each.arg: each.value for each in node.keywords}
            expected = given["expected"]
            is_alone = isinstance(expected, ast.Constant) and expected.value is None
            if called not in ("amend", "revise") or (called == "revise" and is_alone):
                continue
            if isinstance(changes := given.get("changes"), ast.Dict):
                for key in changes.keys:
                    if isinstance(key, ast.Constant):
                        yield f"{path.relative_to(root)}:{node.lineno}", str(key.value)


def test_every_field_that_a_correction_or_a_conflict_can_show_has_words() -> None:
    missing = {
        f"{model.__name__}.{field.attname}"
        for model in AMENDED
        for field in model._meta.concrete_fields
        if not field_words(field.attname) and not is_of_machinery(field.name)
    }
    found = list(changed_in_the_source())
    assert len(found) > 150
    missing |= {f"{where} {name}" for where, name in found if not field_words(name) and not is_of_machinery(name)}
    assert not missing, f"give these words in web/field_words.py: {sorted(missing)}"


@pytest.mark.parametrize("name", sorted({*WORDS, *SEALED}))
def test_every_field_is_said_in_both_languages(name: str) -> None:
    with translation.override("hi"):
        hindi = field_words(name)
    with translation.override("en"):
        english = field_words(name)
    assert any("\u0900" <= letter <= "\u097f" for letter in hindi), hindi
    assert english.isascii(), english
    assert "_" not in english


@pytest.mark.django_db
def test_values_are_words_and_no_codes() -> None:
    place = keep_place(by=SYSTEM, key=BAHRAICH)
    said: list[tuple[Any, ...]] = [
        ("stage", "tried", "विचारण"),
        ("place_id", place.key, place.name_hi),
        ("age_is_guessed", True, "हाँ"),
        ("forms", [], "–"),
        ("purge_after", "2026-11-24", "24 नवंबर 2026"),
        ("external", "2026-99-99", "2026-99-99"),
        ("until", date(2026, 11, 24), "24 नवंबर 2026"),
        ("starts_at", datetime(2026, 11, 24, 12, 30, tzinfo=UTC), "18:00"),
        ("marks", ["scar:left cheek"], "गाल"),
    ]
    with translation.override("hi"):
        for name, value, words in said:
            assert words in value_words(name, value), (name, value_words(name, value))
        assert value_words("state", "returned", SituationReport) == "लौटाई गई"


def test_a_conflict_that_no_page_takes_up_shows_words_alone() -> None:
    refusal = Stale(
        theirs={"version": 3, "name": "Nanpara", "decided_at": None, "scored": 4},
        yours={"name": "Nanpara Nagar", "decided_at": None, "scored": 5},
    )
    request = RequestFactory().get("/")
    with translation.override("hi"):
        page = page_of(request, refusal).content.decode()
    shown = page.partition('<div class="sides">')[2].partition("</div>")[0]
    assert "Nanpara Nagar" in shown
    assert "नाम" in shown
    for raw in ("version", "decided_at", "scored"):
        assert raw not in shown


@pytest.mark.django_db
def test_the_pages_of_a_case_say_stages_and_fields_in_hindi() -> None:
    people = world()
    case = a_case(people.sho)
    choose_language(by=people.sho.actor, user=people.sho.user, language="hi")
    client = Client()
    client.force_login(people.sho.user)
    amend_case(by=people.sho.actor, case_id=case.id, reason="as told", expected=1, changes={"forms": ["begging"]})
    move_case(by=people.sho.actor, case_id=case.id, to=Stage.INVESTIGATED, expected=None)
    with translation.override("hi"):
        corrected = client.get(reverse("case_history", args=[case.id])).content.decode()
        sent = {"to": "charged", "version": "1", "reason": "x"}
        late = client.post(reverse("case_move", args=[case.id]), sent).content.decode()
    table = corrected.partition("<table")[2].partition("</table>")[0]
    assert "begging" not in table
    assert "forms" not in table
    sides = late.partition('<div class="sides">')[2]
    assert "चरण" in sides
    for raw in ("version", "stage", "investigated", "charged"):
        assert f">{raw}<" not in sides, raw


@pytest.mark.django_db
def test_a_history_names_people_in_the_readers_language() -> None:
    user = create_user(by=SYSTEM, username="anita", name="Anita Rao", name_hi="अनीता राव")
    with operation(CASE_AMENDED, by=actor_for(user), target=("case", user.id)):
        pass
    events = Event.objects.filter(kind=CASE_AMENDED.code)
    with reading(SYSTEM), translation.override("hi"):
        assert [each.by for each in history(events)] == ["अनीता राव"]
