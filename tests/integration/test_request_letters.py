"""Letters to offices outside: what the reply address tells, to whom it answers, and that its secret is kept nowhere."""

import logging
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from case_world import a_case, officer, world
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samanvay.audit.models import Event
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.measures.contacts.actions import add_contact
from samanvay.measures.models import Request, RequestStep, RequestToken
from samanvay.measures.requests.actions import answering as answers
from samanvay.measures.requests.actions.letters import STAYS_OPEN, letter_of, make_token, revoke_tokens
from samanvay.measures.requests.actions.writing import RequestContent, send_request, write_request
from samanvay.measures.requests.states import RequestState
from samanvay.web.measures import request_reply_pages
from samanvay.web.measures.request_letter_paper import Letter

S = RequestState
WORDS = "Two rooms above the bazaar are watched."
ANSWER = {"to": "accepted", "words": "A team is on its way.", "office": "CID Ranchi", "phone": "0651 222 3456"}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    cache.clear()
    made = world()
    bureau = create_unit(
        by=SYSTEM, kind="state_bureau", name="Bureau", home_state="IN-UP", parent=made.police,
        place=keep_place(by=SYSTEM, key="IN-UP"),
    )  # fmt: skip
    keeper = officer("bureau", "state_bureau", bureau).actor
    with reading(keeper):
        add_contact(
            by=keeper,
            said={
                "place": "IN-JH", "compartment": "police", "designation": "Nodal officer", "office": "CID Ranchi",
                "email": "cid@example.org", "source": "Letter 12",
            },
        )  # fmt: skip
    case = a_case(made.sho)
    by = made.sho.actor
    with reading(by):
        wanted = RequestContent("rescue", "IN-JH", {"where": "Old market", "girls": 2}, WORDS)
        made.request = send_request(by=by, request=write_request(by=by, wanted=wanted, case_id=case.id))
        made.secret = make_token(by=by, request=made.request)
    made.case = case
    return made


def again(people: SimpleNamespace) -> Request:
    with reading(SYSTEM):
        return Request.objects.get(pk=people.request.pk)


def steps(people: SimpleNamespace) -> list[RequestStep]:
    with reading(SYSTEM):
        found = RequestStep.objects.select_related("request")
        return list(found.filter(request=people.request, is_outside=True).order_by("at"))


def url(people: SimpleNamespace) -> str:
    return reverse("request_reply", args=[people.secret])


def test_reply_address_tells_reference_kind_office_and_hour_and_nothing_more(people: SimpleNamespace) -> None:
    answer = Client().get(url(people))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert people.request.number in shown
    assert "Rescue" in shown
    assert people.station.name in shown
    for hidden in (WORDS, "Old market", "CID Ranchi", people.case.number, str(people.request.id), "Girls"):
        assert hidden not in shown
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "बचाव" in Client().get(url(people), {"language": "hi"}).content.decode()


def test_what_is_said_there_counts_when_the_asking_unit_confirms_it(people: SimpleNamespace) -> None:
    assert Client().post(url(people), ANSWER).status_code == 200
    Client().post(url(people), ANSWER)
    [step] = steps(people)
    assert (step.is_unconfirmed, step.by, step.phone, again(people).state) == (True, None, "+916512223456", S.SENT)
    with reading(SYSTEM):
        duty = Duty.objects.get(kind="request:confirm")
    assert duty.owner_audience == people.station.audience
    client = Client()
    client.force_login(people.sho.user)
    shown = client.get(reverse("request", args=[people.request.id])).content.decode()
    assert "from outside, not verified" in shown
    with reading(people.worker.actor), pytest.raises(Refused):
        answers.confirm_step(by=people.worker.actor, step=step)
    client.post(reverse("request_step", args=[people.request.id, step.id]), {"what": "confirm"})
    assert again(people).state == S.ACCEPTED
    with reading(SYSTEM):
        assert Duty.objects.get(pk=duty.pk).done_at is not None


def test_answer_that_is_set_aside_changes_nothing(people: SimpleNamespace) -> None:
    Client().post(url(people), {**ANSWER, "to": "declined"})
    [step] = steps(people)
    with reading(people.sho.actor):
        answers.set_step_aside(by=people.sho.actor, step=RequestStep.objects.get(pk=step.pk))
    assert again(people).state == S.SENT
    assert not steps(people)[0].is_unconfirmed


def test_faults_are_said_beside_the_field_and_names_are_not_taken(people: SimpleNamespace) -> None:
    answer = Client().post(url(people), {**ANSWER, "to": "done", "words": ""})
    assert answer.status_code == 400
    assert "Write in a few words" in answer.content.decode()
    named = Client().post(url(people), {**ANSWER, "words": "Found Sunita Devi, aged 15, at home"})
    assert named.status_code == 400
    assert Client().post(url(people), {**ANSWER, "office": "CID, her number is 98390 11122"}).status_code == 400
    assert steps(people) == []


@pytest.mark.parametrize("how", ["unknown", "expired", "revoked"])
def test_address_that_is_not_open_is_a_404_like_any_other(people: SimpleNamespace, how: str) -> None:
    if how == "revoked":
        with reading(people.sho.actor):
            assert revoke_tokens(by=people.sho.actor, request=people.request) == 1
    if how == "unknown":
        people.secret = "0" * 26
    later = clock.now() + STAYS_OPEN + timedelta(hours=6) if how == "expired" else clock.now()
    with clock.frozen(later):
        answer = Client().get(url(people))
        assert answer.status_code == 404
        assert people.request.number not in answer.content.decode()
        with pytest.raises(Unseen):
            letter_of(people.secret)


def test_tries_are_limited(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(request_reply_pages.RATES, "answer", "2/10m/ip")
    statuses = [Client().post(url(people), ANSWER).status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]
    monkeypatch.setitem(request_reply_pages.RATES, "look", "1/10m/ip")
    assert [Client().get(reverse("request_reply", args=["1" * 26])).status_code for _ in range(2)] == [404, 429]


def test_secret_is_in_no_log_no_event_and_no_row(
    people: SimpleNamespace, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client(enforce_csrf_checks=True)
    assert client.post(url(people), ANSWER).status_code == 200
    assert client.post(url(people), {}).status_code == 400
    assert client.put(url(people)).status_code == 405
    with monkeypatch.context() as broken:
        broken.setattr(request_reply_pages, "letter_of", lambda secret: 1 / 0)
        assert client.get(url(people)).status_code == 500
    typed = url(people)
    assert [client.get(typed + end).status_code for end in ("", "/", ".", "/x")] == [200, 200, 404, 404]
    with reading(people.sho.actor):
        revoke_tokens(by=people.sho.actor, request=people.request)
    assert client.get(url(people)).status_code == 404
    assert "a page with a secret in its address broke" in caplog.text
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [line for line in logged if people.secret in line]
    with reading(SYSTEM):
        assert not [event for event in Event.objects.all() if people.secret in event.body]
        assert RequestToken.objects.get().token_hash != people.secret
        assert not RequestStep.objects.filter(words__contains=people.secret).exists()


def test_letter_is_a_page_in_each_language_with_the_address(people: SimpleNamespace) -> None:
    address = f"https://samanvay.example.org/answer/{people.secret}/"
    with reading(people.sho.actor):
        request = Request.objects.select_related("contact", "to_place").get(pk=people.request.pk)
        made = Letter(request, clock.now(), address).pdf()
    document = pypdfium2.PdfDocument(made)
    texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    assert len(texts) == 2
    for text in texts:
        plain = "".join(text.split())
        assert people.request.number in text
        assert "CID Ranchi" in text
        assert "".join(WORDS.split()) in plain
        assert people.secret in plain
        assert people.case.number not in text
    assert "Answer by" in texts[0]


def test_letter_of_a_house_without_an_address_prints_none_of_this_machine(
    people: SimpleNamespace, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(people.sho.user)

    def printed() -> str:
        made = client.post(reverse("request_letter", args=[people.request.pk]))
        document = pypdfium2.PdfDocument(made.content)
        said = "".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
        document.close()
        return said

    settings.IS_URL_GIVEN, settings.SAMANVAY_URL = True, "https://samanvay.example.org"
    assert "samanvay.example.org/answer/" in "".join(printed().split())
    settings.IS_URL_GIVEN, settings.SAMANVAY_URL = False, "http://localhost:8000"
    plain = printed()
    assert "localhost" not in plain
    assert "Write to or telephone the office above" in plain


def test_answer_by_hand_names_office_day_and_how(people: SimpleNamespace) -> None:
    by = people.sho.actor
    day = clock.today()
    told: dict[str, Any] = {"to": S.DONE, "words": "Both are in a home there."}
    with reading(by):
        with pytest.raises(Invalid) as refusal:
            answers.record_answer(
                by=by, request=people.request,
                outside=answers.FromOutside("CID Ranchi", said_on=day + timedelta(1), how="post"), **told,
            )  # fmt: skip
        assert refusal.value.field == "said_on"
        step = answers.record_answer(
            by=by, request=people.request,
            outside=answers.FromOutside("CID Ranchi", reference="77/2026", said_on=day, how="post"), **told,
        )  # fmt: skip
    assert (step.is_unconfirmed, again(people).state) == (False, S.DONE)
    with reading(SYSTEM):
        assert not Duty.objects.waiting().filter(subject_id=str(people.request.id)).exists()
