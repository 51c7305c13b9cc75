"""The room of training: courses taken in once, each edition kept, learnt, written by one and published by another."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.html import escape
from training_world import CODE, COURSES, course_taken_in, officer, unit

from samanvay.access.actors import actor_for
from samanvay.access.events import GRANT_GIVEN
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.directory.officers.actions.accounts import open_account
from samanvay.directory.officers.actions.officers import add_officer
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.law.library_files import FOLDER as LAW
from samanvay.law.loading import load_library
from samanvay.picture.events import FINDING_OPENED
from samanvay.picture.findings.actions.deciding import make_finding
from samanvay.picture.states import Subject
from samanvay.training.courses.actions.flagging import follow_findings, follow_law, tell_learners
from samanvay.training.courses.checking import RESERVED
from samanvay.training.library.loading import load_courses
from samanvay.training.models import Course, CourseEdition, ItemEdition, ModuleFlag, Progress, ResourcePerson
from samanvay.web.training.lesson_text import rendered

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSES, tmp_path / "courses"))


def reworded(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / CODE / file
    said = path.read_text("utf-8")
    assert before in said
    path.write_text(said.replace(before, after, 1), "utf-8")


def test_course_is_taken_in_once_and_a_changed_text_is_a_new_edition(folder: Path) -> None:
    course = course_taken_in(folder)
    nothing = dict.fromkeys(("added", "updated", "kept", "questions", "retired"), 0)
    assert load_courses(folder=folder) == nothing
    reworded(folder, "lessons/section_143.en.md", "does not matter", "never matters")
    assert load_courses(folder=folder) == {**nothing, "updated": 1}
    reworded(folder, "questions.toml", "What are means?", "Which of these are means?")
    assert load_courses(folder=folder) == {**nothing, "questions": 1}
    with reading(SYSTEM):
        assert Course.objects.get(pk=course.pk).current == 2
        assert [each.no for each in CourseEdition.objects.filter(course=course).order_by("no")] == [1, 2]
        changed = ItemEdition.objects.in_use().get(item__course=course, item__code="q003")
        assert (changed.no, changed.text().stem.en) == (2, "Which of these are means?")
    questions = (folder / CODE / "questions.toml").read_text("utf-8").split("[[questions]]")
    spare = questions[-1].replace("q008", "q009")
    (folder / CODE / "questions.toml").write_text("[[questions]]".join([*questions[:-1], spare]), "utf-8")
    assert load_courses(folder=folder) == {**nothing, "questions": 1, "retired": 1}
    assert load_courses(folder=folder) == nothing
    with reading(SYSTEM):
        assert not ItemEdition.objects.in_use().filter(item__code="q008").exists()


@dataclass
class World:
    """The small course, and who learns, writes and reviews it."""

    course: Course
    people: dict[str, User]

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])

    def client(self, name: str) -> Client:
        made = Client()
        made.force_login(self.people[name])
        return made

    def draft(self) -> CourseEdition:
        with reading(SYSTEM):
            course = Course.objects.get(pk=self.course.pk)
            return CourseEdition.objects.select_related("course").get(course=course, no=course.draft)


@pytest.fixture
def world(db: None) -> World:
    state = unit()
    people = {
        "learner": officer("station_officer", state),
        "author": officer("trainer", state),
        "second": officer("state_bureau", state),
        "third": officer("trainer", state, "training-third"),
        "outside": officer("doctor", state),
    }
    return World(course_taken_in(), people)


def read_all(world: World, name: str) -> None:
    client = world.client(name)
    for lesson in ("section_143", "on_the_platform", "before_the_committee"):
        client.post(reverse("training_lesson", args=[CODE, lesson]))


@pytest.mark.parametrize(
    "address", ["javascript:alert(7)", "JaVaScript:alert(7)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_a_link_of_a_lesson_leads_to_no_script_and_no_file(address: str) -> None:
    assert "href" not in rendered(f"[x]({address}) and <{address}>").html
    assert 'href="https://ncw.nic.in"' in rendered("[x](https://ncw.nic.in)").html


def test_lesson_is_read_without_html_of_its_author_and_progress_is_kept_once(world: World) -> None:
    client = world.client("learner")
    page = client.get(reverse("training_lesson", args=[CODE, "section_143"])).content.decode()
    assert f'href="{reverse("law_entry", args=["bns_143"])}"' in page
    assert "<th>means</th>" in page
    assert "&lt;b&gt;Never&lt;/b&gt;" in page, "what the author wrote in HTML is shown as words"
    place = reverse("training_place", args=[CODE, "section_143"])
    for _again in range(2):
        assert client.post(place, {"section": 2}).status_code == 204
    page = client.get(reverse("training_lesson", args=[CODE, "section_143"])).content.decode()
    assert "Continue where you stopped: Consent" in page
    for _again in range(2):
        sent = client.post(reverse("training_lesson", args=[CODE, "section_143"]))
        assert sent.headers["Location"] == reverse("training_lesson", args=[CODE, "on_the_platform"])
    with reading(world.actor("learner")):
        assert Progress.objects.get(lesson="section_143").edition == 1
    with reading(SYSTEM):
        kinds = Event.objects.filter(kind__startswith="lesson:").values_list("kind", flat=True)
        assert sorted(kinds) == ["lesson:reached", "lesson:read"], "sent again it is not written again"
    mine = client.get(reverse("training")).content.decode()
    assert "1 of 3 lessons read" in mine
    assert "1 of these courses is still to be learnt" in mine
    assert "still to be learnt" not in world.client("outside").get(reverse("training")).content.decode(), (
        "not of their role"
    )
    read_all(world, "learner")
    assert "You have read all compulsory courses" in client.get(reverse("training")).content.decode()
    away = create_unit(by=SYSTEM, kind="state_police", name="Away", code="training:away", home_state="IN-UP")
    with operation(GRANT_GIVEN, by=SYSTEM):
        world.people["learner"].grants_held.update(audience=away.audience)
    assert "You have read all compulsory courses" in client.get(reverse("training")).content.decode(), (
        "it goes with them"
    )
    assert client.post(place, {"section": 3}).status_code == 204
    printed = client.get(reverse("training_print", args=[CODE])).content.decode()
    assert printed.count('class="lesson printed"') == 3


def addresses(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        yield from addresses(each.url_patterns, route) if hasattr(each, "url_patterns") else [route]


def test_a_course_takes_no_code_that_is_an_address_of_its_own(world: World) -> None:
    of_room = [each.split("/") for each in addresses(get_resolver().url_patterns) if each.startswith("training/")]
    assert {parts[1] for parts in of_room if parts[1].isidentifier()} == RESERVED
    said = {"code": "seats", "title_en": "Seats", "title_hi": "सीटें", "submission_id": str(uuid7())}
    refused = world.client("author").post(reverse("training_write_list"), said)
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["code"])


def lesson_form(client: Client, **changes: str) -> dict[str, str]:
    page = client.get(reverse("training_write_lesson", args=[CODE]), {"module": "law", "lesson": "section_143"})
    form = page.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | changes


def test_what_one_writes_another_publishes_in_both_languages(world: World, folder: Path) -> None:
    author, second = world.client("author"), world.client("second")
    author.post(reverse("training_write_begin", args=[CODE]))
    write = reverse("training_write_lesson", args=[CODE]) + "?module=law&lesson=section_143"
    looked = author.post(write, lesson_form(author, text_en="## New\n\n**Words**", look="1"))
    assert "<strong>Words</strong>" in looked.content.decode()
    assert "New" not in world.draft().said["modules"][0]["lessons"][0]["text_en"], "looking keeps nothing"
    assert author.post(write, lesson_form(author, text_en="## New words", text_hi="")).status_code == 302
    review = reverse("training_write_review", args=[CODE])
    refused = author.post(review, {"deed": "send"})
    assert refused.status_code == 400
    assert "text_hi" in refused.content.decode()
    author.post(write, lesson_form(author, text_hi="## नए शब्द"))
    stale = author.post(write, lesson_form(author, text_hi="## और शब्द", version="1"))
    assert stale.status_code == 409
    assert author.post(review, {"deed": "send"}).status_code == 302
    assert author.post(review, {"deed": "publish"}).status_code == 403
    assert second.post(review, {"deed": "back", "words": "Say it shorter."}).status_code == 302
    second.post(write, lesson_form(second, text_en="## Short"))
    second.post(review, {"deed": "send"})
    assert author.post(review, {"deed": "publish"}).status_code == 403, "who wrote on it does not review it"
    assert second.post(review, {"deed": "publish"}).status_code == 403
    lesson = reverse("training_lesson", args=[CODE, "section_143"])
    assert "Short" not in world.client("learner").get(lesson).content.decode()
    assert world.client("third").post(review, {"deed": "publish"}).status_code == 302
    assert "Short" in world.client("learner").get(lesson).content.decode()
    compared = author.get(reverse("training_compare", args=[CODE]), {"a": "1", "b": "2"}).content.decode()
    assert "section_143 › text_en" in compared
    reworded(folder, "lessons/section_143.en.md", "does not matter", "never matters")
    assert load_courses(folder=folder)["kept"] == 1
    with reading(SYSTEM):
        kept = Course.objects.get(pk=world.course.pk)
        assert (kept.current, kept.newer_shipped) == (2, 3), "the state's own text stands"
    assert world.client("third").post(review, {"deed": "take"}).status_code == 302
    assert "never matters" in world.client("learner").get(lesson).content.decode()


def test_whoever_writes_on_a_draft_slower_sees_the_lines_that_differ(world: World) -> None:
    author = world.client("author")
    author.post(reverse("training_write_begin", args=[CODE]))
    write = reverse("training_write_lesson", args=[CODE]) + "?module=law&lesson=section_143"
    slower = lesson_form(author, text_hi="## और शब्द")
    assert author.post(write, lesson_form(author, text_hi="## नए शब्द")).status_code == 302
    stale = author.post(write, slower)
    assert stale.status_code == 409
    differ = [(each.words, each.theirs, each.yours) for each in stale.context["sides"]]
    assert differ == [("law › section_143 › text_hi", "## नए शब्द", "## और शब्द")]
    assert f'href="{escape(write)}"' in stale.content.decode(), "the way on leads to the same lesson"


def test_a_course_is_core_for_some_of_its_roles_and_gaps_tell_them_apart(world: World) -> None:
    author = world.client("author")
    author.post(reverse("training_write_begin", args=[CODE]))
    address = reverse("training_write_course", args=[CODE])
    form = author.get(address).context["form"]
    said: dict[str, Any] = {name: form[name].value() for name in form.fields}
    said = {name: "" if value is None else value for name, value in said.items()} | {"core": "on"}
    wrong = author.post(address, said | {"core_roles": ["doctor"]})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (400, ["core_roles"])
    assert author.post(address, said | {"core": "", "core_roles": ["station_officer"]}).status_code == 400
    assert author.post(address, said | {"core_roles": ["station_officer"]}).status_code == 302
    author.post(reverse("training_write_review", args=[CODE]), {"deed": "send"})
    world.client("second").post(reverse("training_write_review", args=[CODE]), {"deed": "publish"})
    state = world.people["learner"].grants_held.get().audience
    with reading(SYSTEM):
        world.people["desk"] = officer("women_help_desk", Unit.objects.get(audience=state))
    found = {}
    for name in ("learner", "desk"):
        client = world.client(name)
        page = client.get(reverse("training"))
        found[name] = (len(page.context["core"]), len(page.context["own"]))
        found[f"{name} gap"] = "Compulsory" in [
            str(pill.words) for each in client.get(reverse("training_gaps")).context["gaps"] for pill in each["pills"]
        ]
    assert found == {"learner": (1, 0), "learner gap": True, "desk": (0, 1), "desk gap": False}
    course = client.get(reverse("training_course", args=[CODE])).content.decode()
    assert "Compulsory for: Station officer (SHO)" in course
    assert "For: Station officer (SHO), Women help desk" in course


def law_changed(tmp_path: Path, before: str, after: str) -> None:
    """Take in the law with other words in one entry, and let courses hear of it."""
    folder = tmp_path / "law"
    if not folder.exists():
        shutil.copytree(LAW, folder)
    path = folder / "bns_trafficking.toml"
    said = path.read_text("utf-8")
    assert before in said
    path.write_text(said.replace(before, after, 1), "utf-8")
    with reading(SYSTEM):
        last = Event.objects.order_by("-seq").values_list("seq", flat=True)[0]
    load_library(folder=folder)
    with reading(SYSTEM):
        happened = list(Event.objects.filter(seq__gt=last, kind="law:shipped"))
    follow_law(happened)


def test_changed_law_flags_the_module_and_reaches_who_completed_the_course(world: World, tmp_path: Path) -> None:
    read_all(world, "learner")
    read_all(world, "outside")
    law_changed(tmp_path, 'verified = "to_verify"', 'verified = "counsel"')
    with reading(SYSTEM):
        assert not ModuleFlag.objects.exists(), "what counsel says of a text changes nothing that is taught"
    law_changed(tmp_path, "Trafficking of a person", "Trafficking in a person")
    with reading(SYSTEM):
        flag = ModuleFlag.objects.get()
        assert (flag.module, flag.ref, flag.told_at) == ("law", "bns_143", None)
        look = Duty.objects.waiting().get(kind="course:look")
    assert look.owner_role == "trainer"
    assert (tell_learners(), tell_learners()) == (1, 0), "who does not hold the role is not asked"
    client = world.client("learner")
    assert "Changed since you completed it" in client.get(reverse("training")).content.decode()
    refresher = reverse("training_refresher", args=[CODE])
    page = client.get(refresher).content.decode()
    assert f"{reverse('law_compare', args=['bns_143'])}?a=2&amp;b=3" in page
    assert "Section 143" in page
    law_changed(tmp_path, "Trafficking in a person", "Trafficking of persons")
    assert tell_learners() == 0, "one refresher waits, however often it changes"
    client.post(refresher)
    law_changed(tmp_path, "Trafficking of persons", "Trafficking of human beings")
    assert tell_learners() == 1, "what changed after it was read is told again"
    client.post(refresher)
    with reading(SYSTEM):
        assert [each.done_at is None for each in Duty.objects.filter(kind="course:refresh")] == [False, False]
        flags = list(ModuleFlag.objects.standing())
    assert [each.ref_no for each in flags] == [5], "a newer edition renews the flag that stands"
    author = world.client("author")
    for each in flags:
        address = reverse("training_flag", args=[CODE, each.pk])
        assert author.post(address, {"words": ""}).status_code == 400
        assert author.post(address, {"words": "The words alone changed."}).status_code == 302
    with reading(SYSTEM):
        look.refresh_from_db()
    assert look.done_at is not None


def test_new_finding_flags_the_modules_that_teach_its_form_once(world: World) -> None:
    by = world.actor("second")
    day = clock.today()
    made = []
    for _number in range(2):
        with reading(by):
            finding = make_finding(
                by=by, subject=Subject.FORM, form="child_labour", said="More children", since=day, until=day
            )
        with operation(FINDING_OPENED, by=SYSTEM, target=("finding", finding.pk)):
            finding.revise(expected=None, changes={"told_on": day, "readers": sorted({*finding.readers, 2})})
        made.append(finding)
    with reading(SYSTEM):
        happened = list(Event.objects.filter(kind="finding:opened"))
    for each in happened:
        follow_findings([each])
    with reading(SYSTEM):
        flag = ModuleFlag.objects.get()
    assert (flag.module, flag.topic, flag.ref) == ("law", "child_labour", str(made[0].pk))


def test_file_beside_a_lesson_needs_words_and_is_given_in_parts(world: World) -> None:
    author, learner = world.client("author"), world.client("learner")
    author.post(reverse("training_write_begin", args=[CODE]))
    address = reverse("training_write_file", args=[CODE]) + "?module=law&lesson=section_143"
    sound = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(range(256))
    words = {"title_en": "Hear her", "title_hi": "उसे सुनें", "instead_en": "I was told to come", "submission_id": uuid7()}

    def send(content: bytes, **more: str) -> HttpResponse:
        return author.post(address, {**words, **more, "file": SimpleUploadedFile("told.mp3", content)})

    assert send(sound).status_code == 400, "the words in Hindi are missing"
    assert "of these types" in send(b"MZ no such thing", instead_hi="मुझे आने को कहा").content.decode()
    assert send(sound, instead_hi="मुझे आने को कहा").status_code == 302
    file = world.draft().said["modules"][0]["lessons"][0]["files"][0]
    url = reverse("training_file", args=[CODE, file["id"]])
    assert learner.get(url).status_code == 404, "before it is published"
    author.post(reverse("training_write_review", args=[CODE]), {"deed": "send"})
    world.client("second").post(reverse("training_write_review", args=[CODE]), {"deed": "publish"})
    part = learner.get(url, headers={"Range": "bytes=10-13"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, bytes(range(4)))
    assert "I was told to come" in learner.get(reverse("training_lesson", args=[CODE, "section_143"])).content.decode()


def test_question_is_written_by_one_published_by_another_and_hidden_from_learners(world: World) -> None:
    author = world.client("author")
    said = {
        "code": "own_1", "module": "law", "kind": "multiple", "difficulty": "hard", "stem_en": "Which?",
        "stem_hi": "कौन से?", "options_en": "One\nTwo\nThree", "options_hi": "एक\nदो\nतीन", "answer": "3, 9",
        "why_en": "So it is.", "why_hi": "ऐसा ही है।", "rests_on": "bns_143", "submission_id": uuid7(),
    }  # fmt: skip
    assert author.post(reverse("training_question_new", args=[CODE]), said).status_code == 302
    address = reverse("training_question", args=[CODE, "own_1"])
    review = reverse("training_question_review", args=[CODE, "own_1"])
    assert author.post(review, {"deed": "send"}).status_code == 400, "there is no ninth option"
    assert author.post(f"{address}write/", said | {"answer": "3", "submission_id": uuid7()}).status_code == 302
    author.post(review, {"deed": "send"})
    assert author.post(review, {"deed": "publish"}).status_code == 403
    assert world.client("second").post(review, {"deed": "publish"}).status_code == 302
    assert world.client("learner").get(address).status_code == 403
    with reading(world.actor("learner")):
        assert not ItemEdition.objects.exists(), "the database itself keeps answers from a learner's queries"
    with reading(SYSTEM):
        used = ItemEdition.objects.in_use().get(item__code="own_1")
    assert (used.text().answer, used.said["reviewed"]) == ((3,), clock.today().isoformat())
    world.client("second").post(review, {"deed": "retire"})
    with reading(SYSTEM):
        assert not ItemEdition.objects.in_use().filter(item__code="own_1").exists()


def test_resource_person_is_found_by_consent_and_rated_from_five_on(world: World) -> None:
    said = {"topics": ["trafficking"], "languages": ["hindi", "awadhi"], "about": "Twenty years of rescues"}
    people = reverse("training_people")
    teacher = world.people["third"]
    named = add_officer(by=SYSTEM, employee_no="T-7", home_state="IN-UP", name="Asha")
    account = open_account(by=SYSTEM, officer=named, username="training-asha", is_persona=True)
    proposed = world.client("author").get(people, {"employee": "T-7"})
    assert proposed.headers["Location"] == reverse("training_people_of", args=[account.pk])
    assert "has the number T-8" in world.client("author").get(people, {"employee": "T-8"}).content.decode()
    learner = world.client("learner")
    assert world.client("author").post(reverse("training_people_of", args=[teacher.pk]), said).status_code == 302
    assert "Twenty years" not in learner.get(people).content.decode(), "not before they agree"
    world.client("third").post(reverse("training_people_own"), {**said, "consents": "on"})
    assert "Twenty years" in learner.get(people, {"language": "awadhi"}).content.decode()
    assert "Twenty years" not in learner.get(people, {"language": "urdu"}).content.decode()
    world.client("author").post(reverse("training_people_of", args=[teacher.pk]), {**said, "about": "Thirty years"})
    with reading(SYSTEM):
        told = Notice.objects.filter(user=teacher).order_by("at", "id").values_list("words_en", flat=True)
        assert [each[:16] for each in told] == ["You are proposed", "Somebody changed"], "told under their name"
        entry = ResourcePerson.objects.get(person=teacher.pk)
    rate = reverse("training_people_rate", args=[entry.pk])
    assert learner.post(rate, {"course": CODE, "stars": "5"}).status_code == 403, "who has not learnt the course"
    state = world.people["learner"].grants_held.get().audience
    with reading(SYSTEM):
        at = Unit.objects.get(audience=state)
    for number in range(5):
        world.people[f"l{number}"] = officer("station_officer", at, f"training-l{number}")
        read_all(world, f"l{number}")
        assert "of 5" not in learner.get(people).content.decode()
        for stars in ("1", "4"):
            assert world.client(f"l{number}").post(rate, {"course": CODE, "stars": stars}).status_code == 302
    assert "4.0 of 5, 5 ratings" in learner.get(people).content.decode()
    assert "training-third".replace("-", " ").title() in learner.get(reverse("training_people_csv")).content.decode()
    world.client("third").post(reverse("training_people_own"), said)
    assert "Twenty years" not in learner.get(people).content.decode(), "found no more, at once"
