"""What answers tell of questions, setting one aside, banks in and out, results that name nobody."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import officer, world
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from exam_world import CODE, course, questions

from confirming import answer_offered
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.training.courses.checking import faults_of_question
from samanvay.training.courses.syllabus import question_of
from samanvay.training.examining.actions.certifying import issue
from samanvay.training.examining.actions.rulings import decide_ruling, propose_aside, rescore_all
from samanvay.training.examining.actions.sitting import GivenAnswer, begin_sitting, hand_in, save_answers
from samanvay.training.examining.events import ITEM_RULED
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.queries import examinations
from samanvay.training.examining.queries.analysis import analysis_of, gain_of
from samanvay.training.interchange import gift, moodle, results, sheet
from samanvay.training.interchange.bank import NoBank
from samanvay.training.interchange.importing import import_bank, read_bank
from samanvay.training.models import Certificate, Course, Item, ItemEdition, Sitting
from samanvay_insight.items import Flag

pytestmark = pytest.mark.django_db

QUESTIONS = [question_of(each) for each in questions()]


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    made = world()
    made.course = course(negative=0.0, pass_percent=75, questions=4, blueprint=[{"module": "signs", "easy": 4}])
    trainers = create_unit(by=SYSTEM, kind="ngo", name="Trainers", home_state="IN-UP", place=made.here.place)
    made.trainer = officer("trainer", "trainer", trainers)
    made.bureau = officer("bureau", "state_bureau", made.police)
    return made


def sat(who: SimpleNamespace, wrong: set[str], right: int = 9) -> Sitting:
    """Sit the course: all right but questions of these codes, and those after the first ``right``."""
    with reading(who.actor):
        sitting = begin_sitting(by=who.actor, code=CODE)
    given = []
    for at, edition in enumerate(examinations.texts_of(sitting)):
        if edition.text().code not in wrong and at < right:
            given.append(GivenAnswer(at, tuple(as_shown(sitting.paper[at], key_of(edition.text()))), 1))
    if given:
        save_answers(by=who.actor, key=sitting.id, answers=given)
    return hand_in(by=who.actor, key=sitting.id)


def the_event(ruling: Any) -> Event:
    with reading(SYSTEM):
        return Event.objects.get(kind="item:ruled", subject_id=str(ruling.pk))


def test_a_question_set_aside_by_a_second_person_lets_pass_whom_it_failed(people: SimpleNamespace) -> None:
    first = sat(people.sho, wrong=set(), right=2)
    assert (first.percent, first.passed) == (50, False)
    failed = [line for line, mark in zip(first.paper, first.marked, strict=True) if not mark["right"]]
    item = examinations.item_or_unseen(people.trainer.actor, people.course, failed[0]["code"])
    with pytest.raises(Refused):
        propose_aside(by=people.sho.actor, item=item, reason="It misleads.")
    ruling = propose_aside(by=people.trainer.actor, item=item, reason="The key is wrong since the Act changed.")
    with pytest.raises(Refused, match="already proposed"):
        propose_aside(by=people.bureau.actor, item=item, reason="Again.")
    with pytest.raises(Refused, match="Somebody else must decide"):
        decide_ruling(by=people.trainer.actor, ruling=ruling, is_aside=True, words="I am sure.")
    decide_ruling(by=people.bureau.actor, ruling=ruling, is_aside=True, words="So it is.")
    event = the_event(ruling)
    rescore_all(event)
    rescore_all(event)
    with reading(SYSTEM):
        first.refresh_from_db()
        assert (first.percent, first.passed, first.aside) == (66, False, [first.paper.index(failed[0])])
        assert Notice.objects.filter(key__startswith="rescored:").count() == 1
        assert Duty.objects.get(kind="item:rule").done_at is not None if Duty.objects.filter(kind="item:rule") else True
    other = examinations.item_or_unseen(people.trainer.actor, people.course, failed[1]["code"])
    second = propose_aside(by=people.bureau.actor, item=other, reason="Two options are right.")
    decide_ruling(by=people.trainer.actor, ruling=second, is_aside=True, words="Both are.")
    rescore_all(the_event(second))
    with reading(SYSTEM):
        first.refresh_from_db()
        assert (first.percent, first.passed) == (100, True)
        assert Certificate.objects.filter(sitting=first).count() == 1


def test_a_paper_marked_anew_earns_what_is_left_of_its_two_quarters(people: SimpleNamespace) -> None:
    first = sat(people.sho, wrong=set(), right=2)
    assert first.closed_at is not None
    with clock.frozen(first.closed_at + timedelta(weeks=27)), operation(ITEM_RULED, by=SYSTEM) as op:
        assert issue(op, first) is None
        op.keep_silent()
    with clock.frozen(first.closed_at + timedelta(weeks=20)), operation(ITEM_RULED, by=SYSTEM) as op:
        issued = issue(op, first)
        assert issued is not None
        assert (issued.valid_through - clock.today(), issued.standing(clock.today())) == (timedelta(weeks=6), "amber")


def test_nobody_loses_by_a_question_that_is_set_aside(people: SimpleNamespace) -> None:
    passed = sat(people.sho, wrong=set(), right=3)
    assert passed.passed
    right = next(line for line, mark in zip(passed.paper, passed.marked, strict=True) if mark["right"])
    item = examinations.item_or_unseen(people.trainer.actor, people.course, right["code"])
    ruling = propose_aside(by=people.trainer.actor, item=item, reason="Out of date.")
    decide_ruling(by=people.bureau.actor, ruling=ruling, is_aside=True, words="Yes.")
    rescore_all(the_event(ruling))
    with reading(SYSTEM):
        passed.refresh_from_db()
        assert (passed.passed, passed.percent) == (True, 75)
        assert not Notice.objects.filter(key__startswith="rescored:").exists()


def test_the_analysis_is_of_first_papers_and_for_authors_alone(people: SimpleNamespace) -> None:
    sat(people.sho, wrong=set(), right=2)
    sat(people.sho, wrong=set(), right=4)
    sat(people.far, wrong=set(), right=4)
    with reading(people.trainer.actor):
        found = analysis_of(people.trainer.actor, people.course)
        assert found.persons == 2
        assert sum(each.n for each in found.questions) == 8
        assert {flag for each in found.questions for flag in each.flags} == {Flag.TOO_FEW}
        assert gain_of(people.trainer.actor, people.course)[""].gained == 50
    with reading(people.sho.actor), pytest.raises(Refused):
        analysis_of(people.sho.actor, people.course)


def test_results_go_out_under_accounts_that_mean_nothing_outside(people: SimpleNamespace) -> None:
    sat(people.sho, wrong=set())
    with reading(people.bureau.actor):
        [statement] = results.statements(people.bureau.actor, people.course)
        [row] = results.rows(people.bureau.actor, people.course)
    said = json.dumps(statement)
    assert statement["verb"]["display"]["en"] == "passed"
    assert statement["result"]["score"]["scaled"] == 1.0
    assert row[0] == statement["actor"]["account"]["name"]
    assert "sho" not in said.lower().replace("show", "")
    assert str(people.sho.user.pk) not in said
    with reading(people.chief.actor), pytest.raises(Refused):
        results.rows(people.chief.actor, people.course)


def test_what_leaves_with_answers_or_results_is_on_record(people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.trainer.user)
    assert client.get(reverse("training_bank_export", args=[CODE, "gift"])).status_code == 200
    assert client.get(reverse("training_bank_export", args=[CODE, "exe"])).status_code == 404
    client.force_login(people.bureau.user)
    assert client.get(reverse("training_results", args=[CODE, "json"])).status_code == 200
    with reading(SYSTEM):
        found = Event.objects.filter(kind__in=("item:exported", "sitting:exported")).order_by("kind")
        assert [each.kind for each in found] == ["item:exported", "sitting:exported"]


def test_a_question_that_nobody_published_is_not_retired_and_nothing_breaks(
    people: SimpleNamespace, client: Client
) -> None:
    with reading(people.trainer.actor):
        import_bank(by=people.trainer.actor, course=people.course, name="a.gift", data=GIFT.encode())
    client.force_login(people.bureau.user)
    deed = reverse("training_analysis_deed", args=[CODE, "first"])
    assert client.post(deed, {"deed": "retire", "reason": "Bad.", "submission_id": str(uuid7())}).status_code == 403
    used = reverse("training_analysis_deed", args=[CODE, "q001"])
    told = {"deed": "retire", "reason": "Ask 9876543210.", "submission_id": str(uuid7())}
    assert client.post(used, told).status_code == 400, "a reason names nobody"
    assert client.post(used, {**told, "reason": "Bad."}).status_code == 302
    page = client.get(reverse("training_analysis_item", args=[CODE, "q001"])).context
    assert page["is_retired"]
    assert page["retire_refused"]


def by_code(found: Any) -> dict[str, dict[str, Any]]:
    assert found.bad == []
    return {each.said["code"]: each.said for each in found.questions}


@pytest.mark.parametrize("form", ["gift", "xml", "csv"])
def test_a_bank_that_went_out_comes_in_the_same_in_both_languages(form: str) -> None:
    if form == "gift":
        found = by_code(gift.read_gift(gift.write_gift(QUESTIONS)))
    elif form == "xml":
        found = by_code(moodle.read_moodle(moodle.write_moodle(QUESTIONS)))
    else:
        names, rows = sheet.table_of(QUESTIONS)
        lines = [",".join(f'"{cell}"' for cell in each) for each in [names, *rows]]
        found = by_code(sheet.read_table("\n".join(lines).encode(), "bank.csv"))
    assert set(found) == {each["code"] for each in questions()}
    for was in questions():
        now = found[was["code"]]
        is_order = form == "gift" and was["kind"] == "ordering"
        assert now["kind"] == ("matching" if is_order else was["kind"])
        for name in ("stem_en", "stem_hi", "options_en", "options_hi", "why_en", "why_hi", "module"):
            assert now[name] == was[name], name
        if was["kind"] in ("single", "multiple"):
            assert now["answer"] == was["answer"]


GIFT = """// a bank as teachers write it
$CATEGORY: training/steps

::first::What is \\{first\\}? {
=Call 112#right
~Wait
~%-50%Go home
#### Because of time.}

Which two? {~%50%one ~%50%two ~%-100%three}

The station was founded in {#1861:2}.

Two plus two is {=four}

Match {=a -> 1 =b -> 2}

::nothing:: No braces here

All is well{T}
"""


def test_gift_as_teachers_write_it_keeps_the_good_and_names_the_bad() -> None:
    found = gift.read_gift(GIFT)
    first, two, match, true = found.questions
    assert first.said["code"] == "first"
    assert (first.said["stem_en"], first.said["kind"], first.said["answer"]) == ("What is {first}?", "single", [1])
    assert first.said["options_en"] == ["Call 112", "Wait", "Go home"]
    assert (first.said["module"], first.said["why_en"]) == ("steps", "Because of time.")
    assert (two.said["kind"], two.said["answer"]) == ("multiple", [1, 2])
    assert match.said["matches_en"] == ["1", "2"]
    assert true.said["options_en"] == ["True", "False"]
    assert [(each.row, each.field) for each in found.bad] == [(12, "kind"), (14, "kind"), (18, "answer")]


def test_an_import_is_looked_through_whole_and_no_letter_breaks_it(people: SimpleNamespace) -> None:
    many = "".join(f"~option {no}" for no in range(50_000))
    told = (
        "::one::A & B\x01\x00 or C? {=yes ~no}\n\n"
        "::two::Whom? {=him ~her #### Ask 9876543210.}\n\n"
        f"::three::Which? {{=a{many}}}\n\n"
        "::new::Now? {=yes ~no}\n"
    )
    with reading(people.trainer.actor):
        taken = import_bank(by=people.trainer.actor, course=people.course, name="a.gift", data=told.encode())
    assert taken.kept == ("one",)
    assert [(each.row, each.field) for each in taken.bad] == [(3, "why_en"), (5, "options"), (7, "code")]


def test_questions_of_a_file_are_confirmed_by_the_texts_that_were_shown(people: SimpleNamespace) -> None:
    client = Client()
    client.force_login(people.trainer.user)
    url = reverse("training_bank", args=[CODE])

    def sent(stem: str, answer: str = "") -> Any:
        file = SimpleUploadedFile("a.gift", f"::one::{stem} {{=yes ~no}}".encode())
        return client.post(url, {"file": file, "pii_answer": answer})

    named = "Sunita Devi, aged 14, is found at the station. Is she sent home?"
    answer = answer_offered(sent(named))
    assert answer
    assert answer_offered(sent("Rekha Kumari, aged 15, is found. Is she sent home?", answer)) not in ("", answer)
    assert answer_offered(sent("Ring 9876543210?", answer)) == ""
    with reading(SYSTEM):
        assert not Item.objects.filter(code="one").exists()
    sent(named, answer)
    with reading(SYSTEM):
        assert Item.objects.filter(code="one").exists()


BOMB = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'


@pytest.mark.parametrize("data", [BOMB, b"<quiz><question>", b"<html></html>", b"\xff\xfe\x00", b"a,b\n1,2\n", b""])
def test_a_file_that_is_no_bank_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(NoBank):
        read_bank("questions.csv", data)


def test_good_questions_of_a_file_wait_as_drafts_and_nothing_is_overwritten(people: SimpleNamespace) -> None:
    with reading(people.sho.actor), pytest.raises(Refused):
        import_bank(by=people.sho.actor, course=people.course, name="a.gift", data=GIFT.encode())
    with reading(people.trainer.actor):
        taken = import_bank(by=people.trainer.actor, course=people.course, name="a.gift", data=GIFT.encode())
        assert len(taken.kept) == 4
        again = import_bank(by=people.trainer.actor, course=people.course, name="a.gift", data=GIFT.encode())
        assert again.kept == ()
        assert [each.field for each in again.bad].count("code") == 4
        with pytest.raises(Invalid, match="no question"):
            import_bank(by=people.trainer.actor, course=people.course, name="a.gift", data=b"// nothing")
    with reading(SYSTEM):
        said = ItemEdition.objects.get(item__code="first").said
        assert "reviewed" not in {each.field for each in faults_of_question(said, ["steps"], set())}
        drafts = ItemEdition.objects.filter(item__code="first", item__course=Course.objects.get(code=CODE))
        assert [each.state for each in drafts] == ["draft"]
        assert ItemEdition.objects.in_use().count() == 32
