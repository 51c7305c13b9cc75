"""The interface for machines: tokens and their scope, repeated requests, errors, and what it lets one see."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from case_world import a_case, world
from django.core.cache import cache
from django.test import Client
from two_persons import let_hold

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.limits import BY_A_TOKEN
from samanvay.access.models import ApiToken, ApiTokenUse, Grant, User
from samanvay.access.permissions import Permission as P
from samanvay.access.tokens.actions import issue_token, make_client, revoke_token
from samanvay.access.users.actions import close_user, end_grant, give_grant
from samanvay.api.models import Reply
from samanvay.audit.models import Event
from samanvay.cases.models import Case
from samanvay.duties.actions.duties import open_duty
from samanvay.duties.kinds import register_kind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay_insight.script.legacy import to_legacy

TRIED = register_kind("test:api", "Test", "परीक्षण")
pytestmark = pytest.mark.django_db

ADMINISTRATOR = Actor(uuid7(), "administrator", (900,), (Held("administrator", 900, "oversight"),))
SCOPE = (P.CASE_READ, P.CASE_OPEN, P.DIRECTORY_READ, P.DUTY_DO)


@pytest.fixture
def here() -> Any:
    cache.clear()
    return world()


def machine(unit: Any, role: str = "station_officer", name: str = "Helpline 112") -> User:
    return make_client(
        by=ADMINISTRATOR,
        name=name,
        role=role,
        audience=unit.audience,
        compartment=unit.compartment,
        home_state=unit.home_state,
    )


def token_for(unit: Any, permissions: Any = SCOPE, **more: Any) -> tuple[ApiToken, str]:
    client = more.pop("client", None) or machine(unit)
    given = {"name": "n", "expires_on": clock.today() + timedelta(days=30), **more}
    token, text = issue_token(by=ADMINISTRATOR, client=client, audience=unit.audience, permissions=permissions, **given)
    let_hold()
    token.refresh_from_db()
    return token, text


class Caller:
    """A program that calls with a token."""

    def __init__(self, text: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {text}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api{path}", query)

    def post(self, path: str, body: Any, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api{path}", json.dumps(body), content_type="application/json", headers=headers)


@pytest.fixture
def caller(here: Any) -> Caller:
    return Caller(token_for(here.station)[1])


CASE = {
    "what": "Two boys found at the bus stand",
    "forms": ["child_labour"],
    "source": "checking",
    "people": 2,
}


# Tokens.


def test_token_acts_as_its_client_within_its_scope(here: Any) -> None:
    token, text = token_for(here.station)
    said = Caller(text).get("/me").json()
    assert said["via"] == "token"
    assert said["id"] == str(token.user_id)
    assert said["permissions"] == sorted(str(each) for each in SCOPE)
    assert [role["unit"]["en"] for role in said["roles"]] == ["Rupaidiha"]


def test_token_is_kept_as_a_hash_and_in_no_event(here: Any) -> None:
    _token, text = token_for(here.station)
    assert text.startswith("sam_")
    assert text not in str(ApiToken.objects.values().get())
    with reading(SYSTEM):
        assert not Event.objects.filter(body__contains=text).exists()
        assert Event.objects.filter(kind="token:issued").count() == 1


@pytest.mark.parametrize(
    "header", ["Bearer sam_wrong", "Bearer ", "Bearer", "Basic dXNlcjpwYXNz", "Token x", "Bearer sam_\u0000"]
)
def test_wrong_token_is_401(header: str) -> None:
    answer = Client(headers={"Authorization": header}).get("/api/me")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"


def test_wrong_tokens_stand_in_the_log_once_in_five_minutes() -> None:
    cache.clear()
    for _ in range(3):
        Caller("sam_wrong").get("/me")
    with reading(SYSTEM):
        assert [each.detail["how"] for each in Event.objects.filter(kind="user:sign_in_failed")] == ["token"]


def test_nobody_is_401_with_words() -> None:
    answer = Client().get("/api/me")
    assert (answer.status_code, answer.json()["status"]) == (401, 401)
    assert "token" in answer.json()["detail"]


def test_token_runs_out(here: Any) -> None:
    _token, text = token_for(here.station, expires_on=clock.today())
    assert Caller(text).get("/me").status_code == 200
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        assert Caller(text).get("/me").status_code == 401


def test_revoked_token_and_closed_client_are_shut_out(here: Any) -> None:
    token, text = token_for(here.station)
    revoke_token(by=ADMINISTRATOR, token=token)
    assert Caller(text).get("/me").status_code == 401
    client = machine(here.station, name="Another")
    _other, second = token_for(here.station, client=client)
    close_user(by=SYSTEM, user=client)
    assert Caller(second).get("/me").status_code == 401


def test_scope_is_a_limit_the_role_does_not_lift(here: Any) -> None:
    _token, text = token_for(here.station, permissions=[P.DIRECTORY_READ])
    caller = Caller(text)
    assert caller.get("/units").status_code == 200
    refused = caller.get("/cases")
    assert refused.status_code == 403
    assert refused.json()["detail"] == "This token does not have permission for that."
    assert caller.post("/cases", CASE).status_code == 403
    client = User.objects.get(is_client=True)
    narrow = actor_for(client, via="token", audience=here.station.audience, only=["directory:read"])
    assert narrow.audiences == (here.station.audience,), "without the right to facts a token does not see them"
    with reading(SYSTEM):
        assert not Case.objects.exists()


def test_what_the_client_loses_the_token_loses(here: Any) -> None:
    client = machine(here.station)
    _token, text = token_for(here.station, client=client)
    end_grant(by=ADMINISTRATOR, grant=Grant.objects.get(user=client))
    said = Caller(text).get("/me").json()
    assert (said["roles"], said["permissions"]) == ([], [])
    assert Caller(text).get("/cases").status_code == 403


def test_what_the_client_gains_elsewhere_the_token_does_not(here: Any) -> None:
    client = machine(here.station)
    _token, text = token_for(here.station, client=client)
    give_grant(
        by=ADMINISTRATOR,
        user=client,
        role="state_nodal_officer",
        audience=here.police.audience,
        compartment="police",
        home_state="IN-UP",
        since=clock.today(),
    )
    assert [role["unit"]["en"] for role in Caller(text).get("/me").json()["roles"]] == ["Rupaidiha"]
    case = a_case(here.far)
    assert Caller(text).get(f"/cases/{case.id}").status_code == 404


@pytest.mark.parametrize(
    "power",
    [
        P.ACCESS_GRANT,
        P.API_TOKEN,
        P.AUDIT_READ,
        P.BOX_APPROVE,
        P.BOX_BREAK,
        P.BOX_ERASE,
        P.CASE_EXPORT,
        P.CASE_TEAM,
        P.CASE_VOID,
        P.DEVICE_REGISTER,
    ],
)
def test_no_token_carries_power(here: Any, power: P) -> None:
    assert power not in BY_A_TOKEN
    with pytest.raises(Invalid):
        token_for(here.station, permissions=[P.DIRECTORY_READ, power])


def test_token_is_made_within_the_rights_of_the_client_for_machines_by_administrators(here: Any) -> None:
    counsellor = machine(here.dcpu, role="counsellor")
    with pytest.raises(Invalid):
        token_for(here.dcpu, client=counsellor, permissions=[P.CASE_OPEN])
    with pytest.raises(Invalid):
        token_for(here.station, client=here.sho.user)
    with pytest.raises(Refused):
        issue_token(
            by=here.nodal.actor,
            client=counsellor,
            name="n",
            audience=here.dcpu.audience,
            permissions=[P.CASE_READ],
            expires_on=clock.today(),
        )
    for wrong in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=400)):
        with pytest.raises(Invalid):
            token_for(here.dcpu, client=counsellor, permissions=[P.CASE_READ], expires_on=wrong)


def test_machine_has_no_password_and_cannot_sign_in(here: Any) -> None:
    client = machine(here.station)
    assert not client.has_usable_password()
    browser = Client()
    browser.force_login(client)
    assert browser.get("/api/me").status_code == 401


def test_token_opens_no_page(here: Any) -> None:
    _token, text = token_for(here.station)
    answer = Caller(text).client.get("/account/sessions/")
    assert answer.status_code == 302


def test_token_beside_a_session_is_the_tokens_alone(here: Any) -> None:
    _token, text = token_for(here.station, permissions=[P.DIRECTORY_READ])
    browser = Client()
    browser.force_login(here.nodal.user)
    answer = browser.get("/api/me", headers={"Authorization": f"Bearer {text}"})
    assert answer.json()["via"] == "token"
    assert browser.get("/api/me", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_use_is_noted_once_a_minute(here: Any) -> None:
    token, text = token_for(here.station)
    Caller(text).get("/me")
    first = ApiTokenUse.objects.get(token=token).last_used_at
    Caller(text).get("/me")
    assert ApiTokenUse.objects.get(token=token).last_used_at == first
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        Caller(text).get("/me")
    assert ApiTokenUse.objects.get(token=token).last_used_at > first


# Sessions.


def second_factor(user: User) -> None:
    from allauth.mfa.totp.internal import auth as totp

    totp.TOTP.activate(user, totp.generate_totp_secret())


def test_session_reads_but_writes_only_with_the_token_against_forgery(here: Any) -> None:
    second_factor(here.sho.user)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(here.sho.user)
    assert browser.get("/api/me").json()["via"] == "session"
    forged = browser.post("/api/cases", json.dumps(CASE), content_type="application/json")
    assert forged.status_code == 403
    browser.get("/account/sessions/")
    token = browser.cookies["csrftoken"].value
    answer = browser.post(
        "/api/cases", json.dumps(CASE), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 201


def test_session_without_the_second_factor_it_needs_is_refused(here: Any) -> None:
    real = make_officer("real", "station_officer", here.station.audience, name="No persona")
    browser = Client()
    browser.force_login(real)
    answer = browser.get("/api/me")
    assert answer.status_code == 403
    assert "second factor" in answer.json()["detail"]


# What it gives.


def test_places_are_found_by_former_names(caller: Caller) -> None:
    found = caller.get("/places", q="Allahabad").json()
    assert found[0]["name"]["en"] == "Prayagraj"
    assert found[0]["lgd_code"]


def test_case_is_opened_seen_and_listed(caller: Caller) -> None:
    made = caller.post("/cases", {**CASE, "place": "district:180", "occurred": "12 Nov 2026"})
    assert made.status_code == 201, made.content
    case = made.json()
    assert case["number"].startswith("UP-")
    assert (case["occurred"]["earliest"], case["occurred"]["said"]) == ("2026-11-12", "12 Nov 2026")
    assert caller.get(f"/cases/{case['id']}").json() == case
    assert [each["id"] for each in caller.get("/cases").json()["cases"]] == [case["id"]]
    with reading(SYSTEM):
        event = Event.objects.get(kind="case:opened")
    assert event.via == "token"


def test_words_in_a_legacy_font_are_refused_by_field_or_read_when_the_caller_says_so(caller: Caller) -> None:
    told = "थाना प्रभारी ने तीन बालिकाओं को मुक्त कराया"
    typed = {**CASE, "what": to_legacy(told)}
    refused = caller.post("/cases", typed)
    assert refused.status_code == 400
    assert (refused.json()["field"], refused.json()["code"]) == ("what", "legacy_font")
    assert caller.post("/cases", {**CASE, "narrative": to_legacy(told)}).json()["field"] == "narrative"
    assert caller.post("/cases", {**typed, "font": "krutidev"}).json()["what"] == told
    assert caller.post("/cases", {**typed, "font": "unicode"}).json()["what"] == to_legacy(told)
    entry = {"kind": "missing", "people": [{"sex": "female"}], "note": to_legacy(told)}
    assert caller.post("/entries", entry).json()["field"] == "note"


def test_case_tells_its_way_in_order_without_void_places(here: Any, caller: Caller) -> None:
    from samanvay.cases.legs.actions import add_leg, void_leg

    made = caller.post("/cases", {**CASE, "lures": ["job"], "disparities": ["poverty"]}).json()
    assert (made["lures"], made["disparities"], made["legs"]) == (["job"], ["poverty"], [])
    case = a_case(here.sho)
    for role, place in (("destination", "IN-DL"), ("source", "NP"), ("transit", "crossing:rupaidiha")):
        leg = add_leg(by=here.sho.actor, case_id=case.id, role=role, place=place)
    void_leg(by=here.sho.actor, leg_id=leg.id, reason="told otherwise")
    told = caller.get(f"/cases/{case.id}").json()
    assert [(each["role"], each["place"]) for each in told["legs"]] == [("source", "NP"), ("destination", "IN-DL")]
    assert told in caller.get("/cases").json()["cases"]


def test_entries_are_added_to_a_register_and_one_is_seen(here: Any) -> None:
    given = {
        "kind": "missing",
        "people": [{"sex": "female", "age": "about 14", "marks": ["scar:left cheek"]}, {"age": "12 or 15"}],
        "place": "district:180",
        "happened": "12 Nov 2026",
        "gone_for": "job",
        "submission_id": str(uuid7()),
    }
    client = machine(here.station)
    caller = Caller(token_for(here.station, [P.TRACING_READ, P.TRACING_WRITE], client=client)[1])
    made = caller.post("/entries", given)
    assert made.status_code == 201, made.content
    first, second = made.json()["entries"]
    assert first["number"].startswith("UP-BHR-M")
    assert (first["age_from"], first["age_to"], second["age_to"]) == (12, 16, 15)
    assert first["party"] == second["party"]
    assert caller.post("/entries", given).json() == made.json()
    assert caller.get(f"/entries/{first['id']}").json() == first
    wrong = caller.post("/entries", {**given, "people": [{"age": "fourteen"}], "submission_id": str(uuid7())})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "age")
    far = machine(here.there, name="Of another district")
    elsewhere = Caller(token_for(here.there, [P.TRACING_READ], client=far)[1])
    assert elsewhere.get(f"/entries/{first['id']}").status_code == 404
    without = Caller(token_for(here.station, client=client)[1])
    assert without.post("/entries", given).status_code == 403


def test_list_of_cases_goes_on_with_its_own_key(here: Any, caller: Caller) -> None:
    for number in range(27):
        a_case(here.sho, what=f"Case {number}")
    first = caller.get("/cases").json()
    second = caller.get("/cases", after=first["next"]).json()
    keys = [case["id"] for case in [*first["cases"], *second["cases"]]]
    assert len(set(keys)) == 27
    assert second["next"] is None
    for wrong in ("x", "2026-01-01~", "~~", "2026-01-01T00:00:00~" + str(uuid7())):
        assert caller.get("/cases", after=wrong).status_code == 400


def test_foreign_and_missing_case_answer_alike(here: Any, caller: Caller) -> None:
    foreign = caller.get(f"/cases/{a_case(here.far).id}")
    missing = caller.get(f"/cases/{uuid7()}")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


def open_a_duty(here: Any) -> Duty:
    return open_duty(
        by=SYSTEM,
        kind=TRIED,
        subject=("test", uuid7()),
        title=Bilingual("Call the DCPU", "डीसीपीयू को बुलाएँ"),
        owner_role="station_officer",
        owner_audience=here.station.audience,
        due_at=clock.now() + timedelta(hours=1),
        readers=[0, here.station.audience],
        home_state="IN-UP",
    )


def test_duty_is_done_with_the_version_that_was_seen(here: Any) -> None:
    open_a_duty(here)
    caller = Caller(token_for(here.station)[1])
    [duty] = caller.get("/duties").json()
    assert duty["title"]["hi"] == "डीसीपीयू को बुलाएँ"
    stale = caller.post(f"/duties/{duty['id']}/done", {"version": duty["version"] + 1})
    assert stale.status_code == 409
    assert {"theirs", "yours"} <= set(stale.json())
    assert caller.post(f"/duties/{duty['id']}/done", {"version": duty["version"]}).status_code == 200
    assert caller.get("/duties").json() == []
    assert caller.post(f"/duties/{uuid7()}/done", {"version": 1}).status_code == 404


def test_proof_with_personal_data_is_taken_with_the_answer_that_the_problem_gave(here: Any) -> None:
    duty = open_a_duty(here)
    caller = Caller(token_for(here.station)[1])

    def done(proof: str, answer: Any = "") -> Any:
        said = {"proof": proof, "version": duty.version, "pii_answer": answer}
        return caller.post(f"/duties/{duty.pk}/done", said)

    named = "The girl named Sunita Devi, aged 14, is with the committee"
    refused = done(named)
    assert refused.status_code == 400
    problem = refused.json()
    assert (problem["code"], problem["field"]) == ("personal_data", "proof")
    assert done("The girl named Rekha Kumari, aged 15, is there", problem["pii_answer"]).status_code == 400
    assert done(named, True).status_code == 400, "a bare word is no answer"
    assert "pii_answer" not in done("Ring 98390 11122").json()
    assert done(named, problem["pii_answer"]).status_code == 200


# Repeated requests.


def cases() -> int:
    with reading(SYSTEM):
        return Case.objects.count()


def test_same_request_twice_is_done_once(caller: Caller) -> None:
    first = caller.post("/cases", CASE, key="k-1")
    again = caller.post("/cases", CASE, key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert cases() == 1


def test_key_with_another_body_or_address_is_a_conflict(caller: Caller) -> None:
    caller.post("/cases", CASE, key="k-1")
    other = caller.post("/cases", {**CASE, "people": 3}, key="k-1")
    assert other.status_code == 409
    assert "another request" in other.json()["detail"]
    assert caller.post("/cases?x=1", CASE, key="k-1").status_code == 409
    assert cases() == 1


def test_key_of_one_actor_is_nothing_to_another(here: Any, caller: Caller) -> None:
    caller.post("/cases", CASE, key="k-1")
    other = Caller(token_for(here.station, client=machine(here.station, name="Other"))[1])
    assert other.post("/cases", {**CASE, "people": 9}, key="k-1").status_code == 201
    assert cases() == 2


def test_key_of_one_token_is_nothing_to_another_of_the_same_client(here: Any) -> None:
    client = machine(here.station)
    first, second = (Caller(token_for(here.station, client=client, name=name)[1]) for name in ("a", "b"))
    assert first.post("/cases", CASE, key="k-1").status_code == 201
    other = second.post("/cases", {**CASE, "people": 9}, key="k-1")
    assert other.status_code == 201
    assert "Idempotency-Replayed" not in other
    assert first.post("/cases", CASE, key="k-1")["Idempotency-Replayed"] == "true"
    assert cases() == 2


def test_refused_request_may_be_tried_again_under_its_key(caller: Caller) -> None:
    assert caller.post("/cases", {**CASE, "forms": ["nonsense"]}, key="k-1").status_code == 400
    assert caller.post("/cases", CASE, key="k-1").status_code == 201


def test_key_is_forgotten_after_a_day(caller: Caller) -> None:
    caller.post("/cases", CASE, key="k-1")
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        assert caller.post("/cases", CASE, key="k-1").status_code == 201
    assert cases() == 2


def test_answer_is_kept_under_the_readers_of_who_asked(here: Any, caller: Caller) -> None:
    caller.post("/cases", CASE, key="k-1")
    with reading(here.far.actor):
        assert not Reply.objects.exists()
    with reading(here.sho.actor):
        assert Reply.objects.count() == 1


def test_same_submission_twice_gives_the_same_case(caller: Caller) -> None:
    body = {**CASE, "submission_id": str(uuid7())}
    assert caller.post("/cases", body).json()["id"] == caller.post("/cases", body).json()["id"]
    assert cases() == 1


def test_failing_request_leaves_nothing(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from samanvay.api import cases as endpoint

    def refuse(case: Case, legs: Any) -> Any:
        raise Refused("Not after all.")

    monkeypatch.setattr(endpoint, "case_out", refuse)
    assert caller.post("/cases", CASE).status_code == 403
    assert cases() == 0, "an error answered as JSON undoes what was done before it"


# Errors and the description.


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**CASE, "forms": ["nonsense"]}, "forms"),
        ({**CASE, "people": 0}, "people"),
        ({**CASE, "what": ""}, "what"),
        ({**CASE, "occurred": "the day before never"}, "occurred"),
        ({**CASE, "unit": 999_999}, None),
        ({"forms": []}, "what"),
    ],
)
def test_bad_input_is_answered_with_field_and_words(caller: Caller, body: Any, field: str | None) -> None:
    answer = caller.post("/cases", body)
    assert answer.status_code in (400, 403, 404), answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]
    if field:
        assert answer.json()["field"] == field


def test_broken_json_and_unknown_address_are_problems(caller: Caller) -> None:
    broken = caller.client.post("/api/cases", "{", content_type="application/json")
    assert (broken.status_code, broken["Content-Type"]) == (400, "application/problem+json")
    unknown = caller.get("/nothing/here")
    assert (unknown.status_code, unknown["Content-Type"]) == (404, "application/problem+json")


def test_refusals_speak_the_language_of_the_one_who_asks(here: Any) -> None:
    from samanvay.access.users.actions import choose_language

    user = here.counsellor.user
    choose_language(by=actor_for(user), user=user, language="hi")
    browser = Client()
    browser.force_login(user)
    detail = browser.post("/api/cases", json.dumps(CASE), content_type="application/json").json()["detail"]
    assert any("\u0900" <= letter <= "\u097f" for letter in detail)


@pytest.fixture
def signed_in(here: Any) -> Iterator[Client]:
    browser = Client()
    browser.force_login(here.counsellor.user)
    return browser


def test_description_is_for_the_signed_in(signed_in: Client) -> None:
    for path in ("/api/docs", "/api/openapi.json"):
        assert Client().get(path).status_code == 302
        assert signed_in.get(path).status_code == 200
    page = signed_in.get("/api/docs").content.decode()
    assert "/api/cases/{key}" in page
    assert "cdn" not in page


def test_token_is_made_on_the_page_shown_once_and_works(here: Any) -> None:
    from case_world import officer

    boss = officer("boss", "administrator", here.station)
    second_factor(boss.user)
    browser = Client()
    browser.force_login(boss.user)
    form = {
        "name": "Helpline 1098",
        "unit": here.station.code,
        "role": "station_officer",
        "permissions": ["case:read"],
        "expires_on": (clock.today() + timedelta(days=3)).isoformat(),
    }
    page = browser.post("/account/tokens/", form)
    text = str(page.context["text"])
    assert text in page.content.decode()
    assert text not in browser.get("/account/tokens/").content.decode()
    assert Caller(text).get("/cases").status_code == 401, "nobody has agreed yet"
    let_hold()
    assert Caller(text).get("/cases").status_code == 200
    browser.post(f"/account/tokens/{ApiToken.objects.get().id}/revoke/")
    assert Caller(text).get("/cases").status_code == 401
    refused = browser.post("/account/tokens/", {**form, "name": "Other", "role": "trainer"})
    assert refused.status_code == 400
    assert not User.objects.filter(username="client-other").exists()
