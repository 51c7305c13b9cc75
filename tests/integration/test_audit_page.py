"""The log on the screen: who reads it, what is filtered, what is proven."""

import csv
import io
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from case_world import a_case, world
from django.test import Client
from django_tasks_db.models import DBTaskResult

from arranging import begun_heads
from factories import give_role
from samanvay.access.actors import actor_for
from samanvay.access.boxes.events import BOX_OPENED
from samanvay.access.models import User
from samanvay.access.signin.actions.signing import record_failed_sign_in
from samanvay.access.users.actions import choose_language, create_user, give_grant
from samanvay.audit import queries, tasks
from samanvay.audit.actions.openings import ONCE_IN
from samanvay.audit.actions.verifying import LOST_AFTER
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import all_kinds
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.web.audit.presenters import grouped_kinds
from samanvay.web.components.pieces import Pill
from samanvay.web.kit import readings as probes
from samanvay.web.kit.readings import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys_folder(tmp_path: Any, settings: Any) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"


def user(name: str, role: str, audience: int) -> User:
    made = create_user(by=SYSTEM, username=name, name=name.title(), is_persona=True)
    give_grant(
        by=SYSTEM,
        user=made,
        role=role,
        audience=audience,
        compartment="oversight",
        home_state="IN-UP",
        since=clock.today(),
    )
    return made


@pytest.fixture
def auditor(client: Client) -> Client:
    begun_heads()
    client.force_login(user("checker", "auditor", 700))
    return client


def test_auditor_reads_what_happened_and_who_did_it(auditor: Client) -> None:
    page = auditor.get("/audit/").content.decode()
    assert "Role given" in page
    assert "the system" in page


def test_filter_by_kind_keeps_only_that_kind(auditor: Client) -> None:
    page = auditor.get("/audit/", {"kind": "user:created"}).content.decode()
    table = page.split("<tbody>")[1]
    assert "Account created" in table
    assert "Role given" not in table


def test_filter_by_an_unknown_login_finds_nothing_and_says_so(auditor: Client) -> None:
    page = auditor.get("/audit/", {"who": "nobody"}).content.decode()
    assert "No event in the log matches these filters." in page


def test_filter_by_words_finds_kinds_in_either_language(auditor: Client) -> None:
    for words in ("account cre", "खाता बनाया"):
        table = auditor.get("/audit/", {"words": words}).content.decode().split("<tbody>")[1]
        assert "Account created" in table
        assert "Role given" not in table


def test_filter_by_a_part_of_a_name_finds_what_that_officer_did(auditor: Client) -> None:
    reader = user("reader", "auditor", 701)
    auditor.force_login(reader)
    auditor.get("/audit/")
    choose_language(by=actor_for(reader), user=reader, language="hi")
    choose_language(by=actor_for(reader), user=reader, language="en")
    assert "Language chosen" in auditor.get("/audit/", {"who": "eade"}).content.decode()
    assert "Language chosen" not in auditor.get("/audit/", {"who": "checker"}).content.decode().split("<tbody>")[-1]


def test_every_kind_of_event_stands_in_one_group() -> None:
    listed = [code for _group, kinds in grouped_kinds() for code, _words in kinds]
    assert sorted(listed) == [kind.code for kind in all_kinds() if not kind.code.startswith("test:")]


def opened(by: User, record: UUID) -> None:
    with operation(BOX_OPENED, by=actor_for(by), target=("case", record), purpose="investigation"):
        """The event is all there is to write."""


def test_the_first_question_names_who_opened_how_often_and_how_many_records(auditor: Client) -> None:
    officer = user("opener", "ahtu_in_charge", 704)
    one, two = uuid4(), uuid4()
    for record in (one, one, two):
        opened(officer, record)
    page = re.sub(r">\s+", ">", auditor.get("/audit/", {"question": "opened"}).content.decode())
    assert re.search(r'<a href="[^"]*who=opener[^"]*">\s*Opener', page)
    assert re.search(r'data-label="Times"[^>]*><span>3<', page)
    assert re.search(r'data-label="Records"[^>]*><span>2<', page)
    nobody = auditor.get("/audit/", {"question": "opened", "who": "nobody"}).content.decode()
    assert "Nobody in these days." in nobody


def test_a_case_stands_in_the_log_by_its_number(auditor: Client) -> None:
    case = a_case(world().sho)
    page = auditor.get("/audit/", {"subject": case.id}).content.decode()
    assert f"Case {case.number}" in page


def test_a_failed_sign_in_is_told_of_the_login_that_was_tried(auditor: Client) -> None:
    record_failed_sign_in(user=user("tried", "ahtu_in_charge", 704), how="password")
    record_failed_sign_in(user=None, how="password")
    page = auditor.get("/audit/", {"question": "refused"}).content.decode()
    assert re.search(r'<a href="[^"]*who=tried[^"]*">\s*Tried', page)


def test_a_hidden_record_that_somebody_asked_for_is_a_refusal_once_an_hour(auditor: Client) -> None:
    people = world()
    case = a_case(people.sho)
    outsider, colleague = Client(), Client()
    outsider.force_login(people.far.user)
    colleague.force_login(people.sho.user)

    def noted() -> list[Event]:
        with reading(SYSTEM):
            return list(Event.objects.filter(kind="opening:refused"))

    def ask() -> None:
        for address in (f"/cases/{case.id}/", f"/cases/{case.id}/close/", f"/api/cases/{case.id}"):
            assert outsider.get(address).status_code == 404
        assert outsider.get(f"/cases/{uuid4()}/").status_code == 404
        assert colleague.get(f"/cases/{case.id}/people/{uuid4()}/amend/").status_code == 404

    ask()
    [event] = noted()
    assert (event.actor, event.subject_kind, event.subject_id) == (people.far.user.id, "case", str(case.id))
    with reading(people.far.actor):
        assert not Event.objects.filter(pk=event.pk).exists(), "the event tells that the record exists"
    with clock.frozen(clock.now() + ONCE_IN):
        ask()
    assert len(noted()) == 2
    page = auditor.get("/audit/", {"question": "refused"}).content.decode()
    assert re.search(r'<a href="[^"]*who=far[^"]*">\s*Far', page)
    assert f"Case {case.number}" in page


def test_after_hours_are_hours_of_india(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(user("opener", "ahtu_in_charge", 704), uuid4())
    with reading(SYSTEM):
        written = Event.objects.get(kind="box:opened").at
    hour = written.astimezone(clock.INDIA).hour
    for begins, ends, is_found in ((hour, 0, True), (hour + 1, hour, False), (24, hour + 1, True)):
        monkeypatch.setattr(queries, "NIGHT_FROM", begins)
        monkeypatch.setattr(queries, "NIGHT_UNTIL", ends)
        page = auditor.get("/audit/", {"question": "after_hours"}).content.decode()
        assert ("No event in the log matches these filters." not in page) is is_found


def test_pages_go_on_below_the_last_number(auditor: Client) -> None:
    for number in range(60):
        create_user(by=SYSTEM, username=f"u{number}", name="Someone")
    first = auditor.get("/audit/").content.decode()
    before = first.split("before=")[1].split('"')[0]
    second = auditor.get("/audit/", {"before": before}).content.decode()
    assert first.count("<tr>") == 51
    numbers = [line.split("?subject=")[1].split('"')[0] for line in first.splitlines() if "?subject=" in line]
    assert not any(f"?subject={number}" in second for number in numbers), "an event stands on both pages"


def test_table_is_safe_for_spreadsheets(auditor: Client) -> None:
    give_role(user("=evil()", "auditor", 701), "auditor", 702)
    text = auditor.get("/audit/events.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["Number", "When", "Who"]
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_proof_is_itself_recorded(auditor: Client, django_capture_on_commit_callbacks: Any) -> None:
    for _press in range(2):  # the second while the first goes on begins none
        with django_capture_on_commit_callbacks(execute=True):
            page = auditor.post("/audit/verify/", follow=True).content.decode()
        assert "Events hashed again" in page
    [asked] = DBTaskResult.objects.filter(task_path="samanvay.audit.tasks.verify")
    tasks.verify.func(*asked.args_kwargs["args"])
    assert "The log is intact" in auditor.get("/audit/verify/").content.decode()
    log = auditor.get("/audit/", {"kind": "audit:verified"}).content.decode()
    assert "Log verified" in log.split("<tbody>")[1]
    assert "Checker" in log.split("<tbody>")[1]


def test_a_verification_whose_worker_ended_says_so_and_may_begin_again(auditor: Client) -> None:
    auditor.post("/audit/verify/")
    with clock.frozen(clock.now() + LOST_AFTER):
        assert "It stopped before its end" in auditor.get("/audit/verify/").content.decode()
        assert "Events hashed again" in auditor.post("/audit/verify/", follow=True).content.decode()


def test_officer_without_the_right_is_refused_with_who_has_it(client: Client) -> None:
    client.force_login(user("constable", "women_help_desk", 703))
    answer = client.get("/audit/")
    assert answer.status_code == 403
    assert "Auditor" in answer.content.decode()


def test_no_event_of_a_room_stands_in_the_log_by_its_bare_code(auditor: Client) -> None:
    page = auditor.get("/audit/").content.decode()
    for code in ("demo:loaded", "facts:opened", "case:opened", "report:submitted", "duty:opened"):
        assert f'<option value="{code}">{code}</option>' not in page
        assert f'<option value="{code}">' in page


@pytest.mark.parametrize(("language", "status"), [("en", "Status"), ("hi", "स्थिति")])
def test_health_names_first_what_needs_somebody_and_leads_to_its_row(
    auditor: Client, monkeypatch: pytest.MonkeyPatch, language: str, status: str
) -> None:
    readings = [Reading("Well", Pill("in order", "ok")), Reading("Spoilt <b>", Pill("cannot be read", "hot"))]
    monkeypatch.setattr(probes, "_probes", {"one": lambda: readings})
    checker = User.objects.get(username="checker")
    choose_language(by=actor_for(checker), user=checker, language=language)
    page = re.sub(r">\s+", ">", auditor.get("/health/").content.decode())
    summary, table = page.split("<tbody>")
    [target] = re.findall(r'<a href="#([^"]+)">Spoilt &lt;b&gt;</a>:\s+cannot be read', summary)
    assert f'<tr id="{target}"><th scope="row">Spoilt &lt;b&gt;</th><td data-label="{status}">' in table
    assert "Well" not in summary


def test_health_reads_everything_that_it_shows(auditor: Client) -> None:
    page = auditor.get("/health/").content.decode()
    assert "cannot be read" not in page
    assert "Tasks" in page
