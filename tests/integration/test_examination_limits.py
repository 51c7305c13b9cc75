"""Who may not sit yet or at all, and answers that no hand gives: refused with words, and nothing that holds is lost."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import officer, world
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from exam_world import CODE, course

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.training.courses.actions.learning import finish_lesson
from samanvay.training.courses.actions.reviewing import send_back, send_to_review
from samanvay.training.courses.actions.writing import write_item
from samanvay.training.courses.events import COURSE_SHIPPED
from samanvay.training.examining.actions import sitting
from samanvay.training.examining.actions.centres import open_seats
from samanvay.training.examining.actions.sitting import GivenAnswer, TooFast, begin_sitting, hand_in, save_answers
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.queries import examinations
from samanvay.training.models import Answer, Certificate, CourseEdition, Sitting

pytestmark = pytest.mark.django_db
LESSONS = ("first", "second")


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    made = world()
    made.course = course(questions=6, blueprint=[{"module": "signs", "easy": 6}], negative=0.0)
    trainers = create_unit(by=SYSTEM, kind="ngo", name="Trainers", home_state="IN-UP", place=made.here.place)
    made.trainer, made.other = officer("trainer", "trainer", trainers), officer("other", "trainer", trainers)
    made.bureau = officer("bureau", "state_bureau", made.police)
    return made


def changed(people: SimpleNamespace, **said: Any) -> CourseEdition:
    """Let the course say something else, as if it had been published so."""
    with operation(COURSE_SHIPPED, by=SYSTEM, target=("course", CODE)):
        edition = people.course.editions.select_related("course").get()
        edition.said.update(said)
        return edition.revise(expected=None, changes={}, also=["said"])


def with_lessons(people: SimpleNamespace, *, needs: bool = True) -> CourseEdition:
    with reading(SYSTEM):
        rules = people.course.editions.get().said["examination"]
    lessons = [{"code": each, "title_en": each, "text_en": f"## {each}", "minutes": 1} for each in LESSONS]
    module = {"code": "signs", "title_en": "Signs", "lessons": lessons}
    return changed(people, modules=[module], examination={**rules, "needs_lessons": needs})


def begun(who: SimpleNamespace, **more: Any) -> Sitting:
    with reading(who.actor):
        return begin_sitting(by=who.actor, code=CODE, **more)


def read(who: SimpleNamespace, edition: CourseEdition, *lessons: str) -> None:
    with reading(who.actor):
        for each in lessons:
            finish_lesson(by=who.actor, edition=edition, lesson=each)


def passed(who: SimpleNamespace) -> Certificate:
    paper = begun(who)
    texts = [each.text() for each in examinations.texts_of(paper)]
    right = [as_shown(line, key_of(text)) for line, text in zip(paper.paper, texts, strict=True)]
    save_answers(
        by=who.actor, key=paper.pk, answers=[GivenAnswer(at, tuple(given), 1) for at, given in enumerate(right)]
    )
    hand_in(by=who.actor, key=paper.pk)
    return examinations.own_certificates(who.actor)[0]


def test_lessons_are_read_before_one_sits_alone(people: SimpleNamespace, client: Client) -> None:
    edition = with_lessons(people)
    client.force_login(people.sho.user)
    address = reverse("examination", args=[CODE])
    page = client.get(address).content.decode()
    assert "Read the lessons first: 2 are left." in page
    assert reverse("training_lesson", args=[CODE, "first"]) in page
    assert "Begin now" not in page
    assert client.post(address).status_code == 403
    read(people.sho, edition, "first")
    with pytest.raises(Refused, match="1 is left"):
        begun(people.sho)
    assert reverse("training_lesson", args=[CODE, "second"]) in client.get(address).content.decode()
    read(people.sho, edition, "second")
    assert "Begin now" in client.get(address).content.decode()
    assert begun(people.sho).mode == "own"
    assert "Read every lesson first" in client.get(reverse("training_course", args=[CODE])).content.decode()


def test_lessons_are_not_asked_at_a_centre_for_a_refresher_or_where_the_course_does_not_say_so(
    people: SimpleNamespace, client: Client
) -> None:
    with_lessons(people)
    with reading(people.chief.actor):
        _seats, secret = open_seats(by=people.chief.actor, code=CODE, place="Hall")
    client.force_login(people.far.user)
    sent = client.post(reverse("examination", args=[CODE]), {"seat_code": secret, "seat": "3"})
    with reading(SYSTEM):
        assert sent.headers["Location"] == reverse("sitting", args=[Sitting.objects.get(mode="centre").pk])
    with_lessons(people, needs=False)
    certificate = passed(people.sho)
    with_lessons(people)
    with clock.frozen(clock.now() + timedelta(weeks=14)):
        assert certificate.standing(clock.today()) == "amber"
        assert begun(people.sho).closed_at is None
    with clock.frozen(clock.now() + timedelta(weeks=30)):
        assert begun(people.sho).how == "time", "what ran out meanwhile is closed first"
        with pytest.raises(Refused, match="2 are left"):
            begun(people.sho)


def test_whoever_wrote_or_reviewed_a_question_does_not_sit_for_its_certificate(
    people: SimpleNamespace, client: Client
) -> None:
    said = {
        "code": "own_1", "module": "signs", "kind": "single", "difficulty": "easy", "stem_en": "Which?",
        "stem_hi": "कौन सा?", "options_en": ["One", "Two"], "options_hi": ["एक", "दो"], "answer": [1],
        "why_en": "So it is.", "why_hi": "ऐसा ही है।", "rests_on": [],
    }  # fmt: skip
    with reading(people.trainer.actor):
        edition = write_item(by=people.trainer.actor, course=people.course, said=said, words={})
        send_to_review(by=people.trainer.actor, edition=edition)
    with reading(people.bureau.actor):
        send_back(by=people.bureau.actor, edition=edition, words="Say it shorter.")
    for who in (people.trainer, people.bureau):
        with pytest.raises(Refused, match="know the answers"):
            begun(who)
    client.force_login(people.trainer.user)
    page = client.get(reverse("examination", args=[CODE])).content.decode()
    assert "You wrote or reviewed questions of this course and know the answers." in page
    assert client.post(reverse("examination", args=[CODE])).status_code == 403
    assert begun(people.other).closed_at is None, "who may write and has not may sit"


def single(paper: Sitting) -> list[int]:
    return [at for at, line in enumerate(paper.paper) if line["kind"] == "single"]


def save(who: SimpleNamespace, paper: Sitting, at: int, given: int, serial: int) -> dict[int, int]:
    return save_answers(by=who.actor, key=paper.pk, answers=[GivenAnswer(at, (given,), serial)])


def test_answers_beyond_the_cap_are_refused_and_the_last_one_holds(
    people: SimpleNamespace, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "MOST_A_MINUTE", 4)
    monkeypatch.setattr(sitting, "MOST_SAVES", 4)
    paper = begun(people.sho)
    at, other = single(paper)[0], next(each for each in range(6) if each != single(paper)[0])
    for no in range(4):
        assert save(people.sho, paper, at, no, 1000 + no) == {at: 1000 + no}
    assert save(people.sho, paper, at, 0, 2000) == {}, "no fifth"
    with pytest.raises(Invalid, match="not in the paper"):
        save(people.sho, paper, 500, 0, 2000)
    assert save(people.sho, paper, at, 3, 1003) == {at: 1003}, "what was saved is saved, however often it is sent"
    with reading(SYSTEM):
        assert Answer.objects.filter(sitting=paper, position=at).count() == 4
        assert Event.objects.filter(kind="sitting:answered", subject_id=str(paper.pk)).count() == 5
    assert examinations.answers_of(paper)[at].given == [paper.paper[at]["order"][3]], "the last that was saved holds"
    client.force_login(people.sho.user)
    sent = client.post(
        reverse("sitting_answers", args=[paper.pk]),
        json.dumps({"answers": [
            {"position": at, "given": [0], "serial": 3000}, {"position": other, "given": [], "serial": 3000},
        ]}),
        content_type="application/json",
    ).json()  # fmt: skip
    assert sent["saved"] == {str(other): 3000}, "another question that came with it is kept"
    assert sent["full"] == {str(at): [3]}
    assert "The last saved answer counts" in sent["words"]
    form = client.post(f"{reverse('sitting', args=[paper.pk])}?q={at + 1}", {"a": "1"})
    assert (form.status_code, "The last saved answer counts" in form.content.decode()) == (400, True)


def test_answers_faster_than_a_hand_wait_and_of_several_in_one_call_the_latest_is_one_row(
    people: SimpleNamespace, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "MOST_A_MINUTE", 3)
    paper = begun(people.sho)
    at = single(paper)[0]
    many = [GivenAnswer(at, (no % 4,), 1000 + no) for no in range(150)]
    assert save_answers(by=people.sho.actor, key=paper.pk, answers=many) == {at: 1149}
    save(people.sho, paper, at, 2, 1150)
    save(people.sho, paper, at, 3, 1151)
    with reading(SYSTEM):
        assert Answer.objects.filter(sitting=paper).count() == 3
    with pytest.raises(TooFast, match="many times"):
        save(people.sho, paper, at, 0, 1152)
    client.force_login(people.sho.user)
    body = json.dumps({"answers": [{"position": at, "given": [0], "serial": 1152}]})
    sent = client.post(reverse("sitting_answers", args=[paper.pk]), body, content_type="application/json")
    assert (sent.status_code, "sent again" in sent.json()["words"]) == (429, True), "the page keeps it and tries again"
    elsewhere = next(each for each in range(6) if each != at)
    assert save_answers(by=people.sho.actor, key=paper.pk, answers=[GivenAnswer(elsewhere, (), 1)]) == {elsewhere: 1}
    with clock.frozen(clock.now() + timedelta(minutes=1, seconds=1)):
        assert save(people.sho, paper, at, 0, 1152) == {at: 1152}
    assert examinations.answers_of(paper)[at].given == [paper.paper[at]["order"][0]]


def test_an_answer_is_saved_with_no_query_more_than_before(people: SimpleNamespace) -> None:
    paper = begun(people.sho)
    at = single(paper)[0]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        save(people.sho, paper, at, 1, 1000)
    ours = [each["sql"] for each in asked.captured_queries if "training_" in each["sql"]]
    assert [each.split()[0] for each in ours] == ["SELECT", "INSERT", "SELECT"]
    with reading(SYSTEM), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {ours[0]}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "training_answer_once" in plan, plan
    assert "Seq Scan on training_answer" not in plan
