"""Questions and answers on the law: who owes an answer, what becomes part of an entry, what leaves it again."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty, Notice
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Refused
from samanvay.law import queries
from samanvay.law.library_files import FOLDER
from samanvay.law.loading import load_library
from samanvay.law.models import LawAnswer, LawEntry, LawQuestion
from samanvay.law.questions import actions as actions_asking
from samanvay.law.questions import queries as asked
from samanvay.law.questions.answerers import seat_to_answer

pytestmark = pytest.mark.django_db

ROLES = ("prosecutor", "legal_services", "trainer", "station_officer", "ngo_worker")
QUESTION = "Does the section hold where the person is a grown-up from Nepal?"
ANSWER = "Yes: any person. Nationality is no element of the offence."


@pytest.fixture
def actors(db: None) -> dict[str, Actor]:
    """Take in the library, and post one officer of each of some roles at one unit of the state."""
    load_library()
    state = create_unit(by=SYSTEM, kind="state_police", name="State", code="law:state", home_state="IN-UP")
    return {role: posted(role, state.audience) for role in ROLES}


def posted(role: str, audience: int, name: str = "") -> Actor:
    user = make_officer(f"talk-{name or role}", role, audience, name=role.title(), is_persona=True)
    return actor_for(user)


def entry() -> LawEntry:
    return LawEntry.objects.get(code="bns_143")


def ask(by: Actor, text: str = QUESTION) -> LawQuestion:
    with reading(by):
        return actions_asking.ask_on_entry(by=by, entry=entry(), text=text)


def answer(by: Actor, question: LawQuestion, text: str = ANSWER) -> LawAnswer:
    with reading(by):
        return actions_asking.answer_on_entry(by=by, question=asked.question_or_unseen(by, question.pk), text=text)


def fresh(by: Actor, said: LawAnswer) -> LawAnswer:
    return asked.answer_or_unseen(by, said.pk)


def duty_of(question: LawQuestion) -> Duty | None:
    with reading(SYSTEM):
        return Duty.objects.waiting().filter(kind="law:question", subject_id=str(question.pk)).first()


def client(actor: Actor) -> Client:
    made = Client()
    made.force_login(User.objects.get(pk=actor.id))
    return made


def test_question_is_a_duty_until_somebody_who_knows_answers_and_the_asker_is_told(actors: dict[str, Actor]) -> None:
    asker, partner, prosecutor = (actors[role] for role in ("station_officer", "ngo_worker", "prosecutor"))
    question = ask(asker)
    duty = duty_of(question)
    assert duty is not None
    assert duty.owner_role == "prosecutor"
    answer(partner, question, "I think so.")
    assert duty_of(question) is not None, "a colleague's word does not settle it"
    answer(prosecutor, question)
    assert duty_of(question) is None
    with reading(asker):
        told = Notice.objects.filter(user_id=asker.id, link=f"/law/questions/{question.pk}/")
        assert [each.words_en for each in told.order_by("at")] == [
            "Your question on the law was answered: Trafficking of a person"
        ] * 2
        assert not asked.questions(asker, asked.Narrowed(), queries.law_now().library).exists()


def test_duty_goes_to_the_asker_s_district_first_and_never_to_the_asker(actors: dict[str, Actor]) -> None:
    units = {}
    for number, name in ((150, "Here"), (151, "There")):
        place = keep_place(by=SYSTEM, key=f"district:{number}")
        units[name] = create_unit(
            by=SYSTEM, kind="prosecution", name=name, code=f"law:{name}", home_state="IN-UP", place=place
        )
    near, far = (posted("prosecutor", units[name].audience, name) for name in ("Here", "There"))
    assert near.grants[0].role == far.grants[0].role

    def seat(asker: Actor, name: str) -> tuple[str, int] | None:
        with reading(SYSTEM):
            found = seat_to_answer(asker, units[name])
        return (found.role, found.audience) if found else None

    state = actors["trainer"].grants[0].audience
    assert seat(actors["station_officer"], "Here") == ("prosecutor", units["Here"].audience)
    assert seat(actors["station_officer"], "There") == ("prosecutor", units["There"].audience)
    assert seat(near, "Here") == ("prosecutor", state), "who asks does not answer: the state's does"


def test_accepted_answer_is_part_of_the_entry_is_found_and_leaves_it_when_counsel_finds_it_wrong(
    actors: dict[str, Actor],
) -> None:
    asker, prosecutor, counsel = (actors[role] for role in ("station_officer", "prosecutor", "legal_services"))
    question = ask(asker, "Does the section hold for a gurkhali grown-up?")
    said = answer(prosecutor, question)
    with reading(prosecutor), pytest.raises(Refused, match="your own answer"):
        actions_asking.accept_answer(by=prosecutor, answer=fresh(prosecutor, said))
    page = client(actors["ngo_worker"])
    assert "law/bns_143" not in page.get(reverse("law"), {"q": "gurkhali"}).content.decode()
    with reading(asker):
        actions_asking.accept_answer(by=asker, answer=fresh(asker, said))
    shown = page.get(reverse("law_entry", args=["bns_143"])).content.decode()
    assert "Nationality is no element" in shown
    assert "accepted by Station_Officer" in shown
    found = page.get(reverse("law"), {"q": "gurkhali"}).context["entries"]
    assert [(each["code"], each["has_talk"]) for each in found] == [("bns_143", True)]
    with reading(asker), pytest.raises(Refused, match="part of the law"):
        actions_asking.void_question(by=asker, question=question, reason="Asked twice")
    with reading(asker), pytest.raises(Refused, match="These can do it"):
        actions_asking.find_wrong(by=asker, answer=fresh(asker, said), reason="I do not like it")
    finds, url = client(counsel), reverse("law_answer_wrong", args=[said.pk])
    assert "Say what is wrong" in finds.post(url, {"reason": ""}).content.decode()
    warned = finds.post(url, {"reason": "Ask Sunita Devi, 34."})
    assert (warned.status_code, "Not saved yet" in warned.content.decode()) == (400, True)
    assert finds.post(url, {"reason": "Section 1 limits it.", "version": "1"}).status_code == 409, (
        "it was accepted since"
    )
    assert finds.post(url, {"reason": "Section 1 limits it.", "version": "2"}).status_code == 302
    shown = page.get(reverse("law_entry", args=["bns_143"])).content.decode()
    assert "Section 1 limits it." in shown
    assert "part of the entry</span>" not in shown
    assert "law/bns_143" not in page.get(reverse("law"), {"q": "gurkhali"}).content.decode()
    assert duty_of(question) is not None, "the question waits again"


def test_layman_s_answer_is_accepted_by_who_knows_alone(actors: dict[str, Actor]) -> None:
    asker, partner, trainer = (actors[role] for role in ("station_officer", "ngo_worker", "trainer"))
    said = answer(partner, ask(asker))
    with reading(asker), pytest.raises(Refused, match="not a resource person"):
        actions_asking.accept_answer(by=asker, answer=fresh(asker, said))
    with reading(trainer):
        assert actions_asking.accept_answer(by=trainer, answer=fresh(trainer, said)).is_accepted


def test_newer_edition_sets_an_answer_back_until_somebody_confirms_it(actors: dict[str, Actor], tmp_path: Path) -> None:
    asker, prosecutor, trainer = (actors[role] for role in ("station_officer", "prosecutor", "trainer"))
    said = answer(prosecutor, ask(asker))
    with reading(asker):
        actions_asking.accept_answer(by=asker, answer=fresh(asker, said))
    for path in FOLDER.glob("*.toml"):
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(text.replace("Trafficking of a person", "Trafficking in a person", 1))
    load_library(folder=tmp_path)
    page = client(asker)
    url = reverse("law_entry", args=["bns_143"])
    assert "about an earlier text" in page.get(url).content.decode()
    with reading(prosecutor), pytest.raises(Refused, match="your own answer"):
        actions_asking.confirm_answer(by=prosecutor, answer=fresh(prosecutor, said))
    with reading(trainer):
        actions_asking.confirm_answer(by=trainer, answer=fresh(trainer, said))
    again = page.get(url).content.decode()
    assert "about an earlier text" not in again
    assert "confirmed for edition 2" in again


def test_words_are_looked_through_and_the_same_submission_is_kept_once(actors: dict[str, Actor]) -> None:
    asker = actors["station_officer"]
    with reading(asker):
        for text in ("Ask her on 9876543210 whether it holds", "Is Sunita, 15, of Rupaidiha a victim?"):
            with pytest.raises(PersonalDataFound):
                actions_asking.ask_on_entry(by=asker, entry=entry(), text=text)
        with pytest.raises(PersonalDataFound):
            actions_asking.ask_on_entry(by=asker, entry=entry(), text="Ring 9876543210")
    page, url, sent = client(asker), reverse("law_ask", args=["bns_143"]), str(uuid7())
    warned = page.post(url, {"text": "Is Sunita, 15, of Rupaidiha a victim?", "submission_id": sent})
    assert warned.status_code == 400
    assert "Not saved yet" in warned.content.decode()
    first, second = (page.post(url, {"text": QUESTION, "submission_id": sent}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert page.post(url, {"text": " ", "submission_id": sent}).status_code == 409, "saved already, with other words"
    assert page.post(url, {"text": " ", "submission_id": str(uuid7())}).status_code == 400


def test_lists_are_narrowed_by_the_address_and_what_was_struck_out_is_in_none(actors: dict[str, Actor]) -> None:
    asker = actors["station_officer"]
    page, url = client(asker), reverse("law_questions")
    assert "No question is waiting" in page.get(url).content.decode()
    question = ask(asker, "क्या यह धारा वयस्क पर भी लागू है?")
    narrow = {"topic": "trafficking", "act": "bns", "language": "hi", "mine": "yes"}
    assert "वयस्क" in page.get(url, narrow).content.decode()
    assert "वयस्क" in page.get(reverse("law_questions_csv"), narrow).content.decode("utf-8-sig")
    for other in ({"language": "en"}, {"act": "ipc"}, {"topic": "bail"}, {"state": "answered"}):
        assert "वयस्क" not in page.get(url, {**narrow, **other}).content.decode()
    assert "वयस्क" not in client(actors["trainer"]).get(url, {"mine": "yes"}).content.decode()
    strike = reverse("law_question_void", args=[question.pk])
    assert page.post(strike, {"reason": ""}).status_code == 400
    assert page.post(strike, {"reason": "Asked twice", "version": str(question.version)}).status_code == 302
    assert "वयस्क" not in page.get(url, {"state": "all"}).content.decode()
    assert duty_of(question) is None
    shown = page.get(reverse("law_question", args=[question.pk])).content.decode()
    assert "Asked twice" in shown
    assert "वयस्क" not in shown
