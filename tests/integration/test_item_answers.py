"""How often options were chosen, by whom that is counted, what an author is warned of, and why a mark passes."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import officer, world
from django.test import Client
from django.urls import reverse
from exam_world import CODE, course, question

from samanvay.audit.operations import operation
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.training.examining import events
from samanvay.training.examining.actions.sitting import GivenAnswer, begin_sitting, hand_in, save_answers
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.queries import examinations
from samanvay.training.examining.queries.analysis import ItemAnalysis, analysis_of
from samanvay.training.interchange import results
from samanvay.training.models import Certificate, Progress, Sitting
from samanvay_insight.items import Flag

pytestmark = pytest.mark.django_db
REASON = {"pass_reason_en": "Set by the academy.", "pass_reason_hi": "अकादमी द्वारा तय।"}
ASKED = "q004"  # a single choice, the first option is right


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    made = world()
    made.course = course(negative=0.0, questions=4, blueprint=[{"module": "signs", "easy": 4}], **REASON)
    trainers = create_unit(by=SYSTEM, kind="ngo", name="Trainers", home_state="IN-UP", place=made.here.place)
    made.trainer = officer("trainer", "trainer", trainers)
    made.bureau = officer("bureau", "state_bureau", made.police)
    return made


def sat(people: SimpleNamespace, chosen: list[int], *, taught: bool = False) -> None:
    """Let one person for each choice have answered one question; ``taught``: after they had read a lesson."""
    moment = clock.now() - timedelta(days=2)
    rows, lessons = [], []
    with reading(SYSTEM):
        edition = people.course.editions.get()
        item = people.course.items.get(code=ASKED)
        line = {
            "item": str(item.pk), "edition": str(item.editions.get().pk), "code": ASKED, "module": "signs",
            "kind": "single", "order": [0, 1, 2, 3], "matches": [],
        }  # fmt: skip
    home = {"readers": [0], "home_unit": people.here.audience, "home_state": "IN-UP"}
    for no, option in enumerate(chosen):
        learner = uuid7()
        rows.append(
            Sitting(
                learner=learner, course=CODE, edition=edition, mode="own", seed=no, paper=[line], began_at=moment,
                rules={"minutes": 20, "pass_percent": 60, "negative": 0.0}, closed_at=moment, how="handed",
                marked=[{"given": [option], "right": option == 0}], score=float(option == 0),
                percent=100 * (option == 0), passed=option == 0, **home,
            )
        )  # fmt: skip
        if taught:
            read = moment - timedelta(hours=1)
            lessons.append(
                Progress(
                    learner=learner, course=CODE, lesson="one", opened_at=read, reached_at=read, finished_at=read,
                    edition=1, **home,
                )
            )  # fmt: skip
    with operation(events.SITTING_CLOSED, by=SYSTEM, target=("sitting", rows[0].pk)):
        Sitting.objects.bulk_create(rows)
        Progress.objects.bulk_create(lessons)


def analysed(people: SimpleNamespace) -> ItemAnalysis:
    with reading(people.trainer.actor):
        return next(each for each in analysis_of(people.trainer.actor, people.course).questions if each.n)


def shown(people: SimpleNamespace, client: Client, name: str) -> Any:
    client.force_login(people.trainer.user)
    return client.get(reverse(name, args=[CODE, ASKED])).context


def test_of_few_answers_only_their_number_is_shown(people: SimpleNamespace, client: Client) -> None:
    sat(people, [0, 1, 2] * 9 + [0, 1])
    page = shown(people, client, "training_question")
    assert page["answers"] is None
    assert page["whose"] == "How often each option was chosen is shown from 30 answers on; so far there are 29."
    page = shown(people, client, "training_analysis_item")
    assert (page["bars"], page["few"][-3:]) == ([], "29.")
    sat(people, [2])
    cells = [row.cells for row in shown(people, client, "training_question")["answers"].rows]
    assert [(each[1], each[2]) for each in cells] == [(10, "33 %"), (10, "33 %"), (10, "33 %"), (0, "0 %")]


def test_an_option_that_nobody_chooses_is_flagged_to_the_author(people: SimpleNamespace, client: Client) -> None:
    sat(people, [0, 1, 2] * 10)
    assert Flag.IDLE_OPTION in analysed(people).flags
    pills = [row.cells[3] for row in shown(people, client, "training_question")["answers"].rows]
    assert [str(each.words) if each else "" for each in pills] == [
        "right answer", "", "", "nobody chooses it: rewrite it",
    ]  # fmt: skip
    bars = shown(people, client, "training_analysis_item")["bars"]
    assert [str(each["pill"].words) if each["pill"] else "" for each in bars] == [
        str(p.words) if p else "" for p in pills
    ]
    listed = client.get(reverse("training_questions", args=[CODE])).context["table"].rows
    flagged = [row.cells[-1] for row in listed if row.url.endswith(f"/{ASKED}/")]
    assert str(flagged[0].words) == "an option that nobody chooses"
    client.force_login(people.sho.user)
    assert client.get(reverse("training_question", args=[CODE, ASKED])).status_code == 403


def test_those_who_had_not_learned_are_counted_alone_where_they_are_enough(people: SimpleNamespace) -> None:
    sat(people, [0] * 60, taught=True)
    assert Flag.IDLE_OPTION in analysed(people).flags, "the taught know the answer"
    sat(people, [0, 1, 2, 3] * 7 + [3])
    assert (analysed(people).untaught, Flag.IDLE_OPTION in analysed(people).flags) == ([], False)
    sat(people, [3])
    found = analysed(people)
    assert [each.n for each in found.untaught] == [7, 7, 7, 9]
    assert sum(each.n for each in found.options) == 90


def test_an_author_is_warned_while_writing_and_may_save_all_the_same(people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.trainer.user)
    new = reverse("training_question_new", args=[CODE])
    said = question(99, "signs", "easy", "single")
    form = {
        **{name: "\n".join(map(str, each)) if isinstance(each, list) else each for name, each in said.items()},
        "answer": "1", "rests_on": "", "submission_id": str(uuid7()),
        "options_en": "Call the AHTU by 10\nNever call\nOnly wait\nGo home",
    }  # fmt: skip
    checked = client.post(new, {**form, "check": "1"})
    assert checked.status_code == 200
    assert [each["expected"] for each in checked.context["flaws"] if "Hindi" not in each["field"]] == [
        "Words such as always, never or only stand in the wrong options and not in the right one.",
        "The right option alone has a number in it.",
    ]
    with reading(SYSTEM):
        assert not people.course.items.filter(code="q099").exists(), "checking saves nothing"
    assert client.post(new, form).status_code == 302
    page = client.get(reverse("training_question", args=[CODE, "q099"]))
    assert len(page.context["flaws"]) >= 2
    assert "A warning only" in page.content.decode()
    assert client.post(new, {**form, "code": "", "check": "1", "submission_id": str(uuid7())}).status_code == 400


def test_where_the_pass_mark_comes_from_is_told_before_and_after(people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.sho.user)
    facts = dict(client.get(reverse("examination", args=[CODE])).context["facts"])
    assert facts["Why this pass mark"] == "Set by the academy."
    assert "gets 8 % on average and passes about one of" in facts["By guessing"]
    with reading(people.sho.actor):
        sitting = begin_sitting(by=people.sho.actor, code=CODE)
    given = [
        GivenAnswer(at, tuple(as_shown(sitting.paper[at], key_of(edition.text()))), 1)
        for at, edition in enumerate(examinations.texts_of(sitting))
    ]
    save_answers(by=people.sho.actor, key=sitting.pk, answers=given)
    hand_in(by=people.sho.actor, key=sitting.pk)
    why = client.get(reverse("sitting_result", args=[sitting.pk])).context["why"]
    assert why[0] == "Set by the academy."
    assert why[1].startswith("Somebody who guesses gets")
    with reading(SYSTEM):
        held = Certificate.objects.get()
    client.force_login(people.sho.user)
    assert client.get(reverse("certificate_pdf", args=[held.public_id])).content.startswith(b"%PDF")
    with reading(people.bureau.actor):
        [statement] = results.statements(people.bureau.actor, people.course)
        [row] = results.rows(people.bureau.actor, people.course)
    [told] = statement["context"]["extensions"].values()
    assert told == {"percent": 60, "reason": {"en": "Set by the academy.", "hi": "अकादमी द्वारा तय।"}}
    assert dict(zip(results.COLUMNS, row, strict=True))["pass_reason"] == "Set by the academy."


def test_a_course_that_does_not_say_why_says_so(client: Client) -> None:
    made = world()
    course()
    client.force_login(made.sho.user)
    facts = dict(client.get(reverse("examination", args=[CODE])).context["facts"])
    assert facts["Why this pass mark"] == "The course does not say where its pass mark comes from."
