"""What waits for a second person, on the pages: who is asked, what it says, what changes; and the server's command."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from reporting_state import unit_for
from test_signin_reset_pages import entered, posted

from samanvay.access.actors import actor_for
from samanvay.access.boxes.groups import Purpose
from samanvay.access.models import Proposal, User
from samanvay.audit import outbox
from samanvay.cases.actions import export_cases
from samanvay.cases.queries import Filters
from samanvay.cli import main
from samanvay.demo.loading import _post_everybody
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.duties.models import Duty, Notice
from samanvay.duties.proposals import ask_unasked
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading


def plain(page: str) -> str:
    """Return the words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def delivered(settled: Callable[[], None]) -> Callable[[], None]:
    def deliver() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return deliver


def _named(role: str, unit: str) -> dict[str, str]:
    return {
        "unit": Unit.objects.get(code=unit).name,
        "role": role,
        "since": clock.today().isoformat(),
        "order_no": "1/2026",
    }


def _ghost(client: Client) -> Officer:
    """Add an officer, give a sign-in and a role of the state, all on the pages."""
    added = client.post(reverse("officer_new"), {"employee_no": "G-1", "name": "Ghost Officer", "language": "hi"})
    assert added.status_code == 302, added.content.decode()
    officer = Officer.objects.get(employee_no="G-1")
    client.post(reverse("officer_account", kwargs={"key": officer.id}))
    sent = client.post(
        reverse("officer_post", kwargs={"key": officer.id}), _named("state_nodal_officer", "police:IN-UP"), follow=True
    )
    assert "A second person of another unit must agree" in sent.content.decode()
    officer.refresh_from_db()
    return officer


def test_a_second_person_is_asked_reads_what_it_means_and_agrees(
    fresh_state: str, delivered: Callable[[], None]
) -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    other = posted("A-2", "administrator", "administration:IN-UP:home")
    dpo = posted("D-1", "data_protection_officer", "data_protection:IN-UP")
    first, second = entered(admin), entered(other)
    officer = _ghost(first)
    delivered()
    asked = "proposes Ghost Officer for the role State nodal officer at"
    for name in ("today", "proposals"):
        card = second.get(reverse(name)).content.decode()
        assert "Officer A-1" in card.partition(asked)[0][-400:], name
        assert Unit.objects.get(code="police:IN-UP").name in card.partition(asked)[2][:200], name
    with reading(SYSTEM):
        duty = Duty.objects.get(kind="access:agree")
        assert (duty.owner_role, duty.owner_audience) == (
            "administrator", Unit.objects.get(code="administration:IN-UP:home").audience
        )  # fmt: skip
        assert [step["role"] for step in duty.steps] == ["data_protection_officer"]
        assert "Ghost" not in duty.title_en
    page = first.get(reverse("officer", kwargs={"key": officer.id})).content.decode()
    assert "waiting for a second person" in page
    [proposal] = Proposal.objects.open()
    address = reverse("proposal", args=[proposal.id])
    assert duty.link == address
    own = first.get(address).content.decode()
    assert "You proposed this yourself" in own
    assert 'value="agree"' not in own
    assert first.post(address, {"answer": "agree"}).status_code == 403
    shown = second.get(address).content.decode()
    for words in ("A state-level role for Ghost Officer", "Officer A-1", "exports case lists", "posting order"):
        assert words in shown, words
    assert second.post(address, {"answer": "refuse"}).status_code == 400
    assert second.post(address, {"answer": "agree"}).status_code == 302
    delivered()
    assert [held.role for held in actor_for(User.objects.get(pk=officer.user_id)).grants] == ["state_nodal_officer"]
    listed = entered(dpo).get(reverse("proposals")).content.decode()
    assert "Answered lately" in listed
    with reading(SYSTEM):
        assert not Duty.objects.waiting().filter(kind="access:agree").exists()
        assert Notice.objects.filter(
            user=admin, words_en="A second person agreed to your proposal: it is in force"
        ).exists()
    # the reset says whom it waits for; what is refused says so to the proposer
    answer = first.post(reverse("officer_reset", kwargs={"key": officer.id}), {"reason": "first"})
    assert "does not work until a second person" in answer.content.decode()
    card = second.get(reverse("proposals")).content.decode()
    assert "proposes to reset the sign-in of Ghost Officer (State nodal officer" in card
    assert "Officer A-2" in answer.content.decode()
    [reset] = Proposal.objects.open()
    refused = second.post(reverse("proposal", args=[reset.id]), {"answer": "refuse", "reason": "Nobody asked for it."})
    assert refused.status_code == 302
    delivered()
    with reading(SYSTEM):
        assert Notice.objects.filter(user=admin, words_en="Your proposal was rejected").exists()
    assert "Nobody asked for it." in first.get(reverse("proposal", args=[reset.id])).content.decode()


def test_the_pages_of_an_officer_who_is_not_confirmed(fresh_state: str) -> None:
    from samanvay.access.signin.actions.resetting import reset_sign_in

    sho = posted("S-1", "station_officer", "police:station:180:rupaidiha")
    reset_sign_in(by=SYSTEM, user=sho, reason="forgotten")
    client = entered(sho)
    for name in ("today", "notices", "usersessions_list", "officers", "units", "mail_choice", "mfa_index"):
        assert client.get(reverse(name)).status_code == 200, name
    for name in ("cases", "case_open", "reports", "entries", "trends", "picture", "law", "training", "requests"):
        answer = client.get(reverse(name))
        assert answer.status_code == 403, name
        assert "when a senior officer confirms" in answer.content.decode(), name
    for path in ("/api/cases", "/api/duties"):
        assert client.get(path).status_code == (200 if path == "/api/duties" else 403), path


def test_the_head_of_the_unit_accepts_a_token_on_a_page(fresh_state: str, delivered: Callable[[], None]) -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    other = posted("A-2", "administrator", "administration:IN-UP:home")
    sho = posted("S-1", "station_officer", "police:station:180:rupaidiha")
    desk = posted("H-1", "women_help_desk", "police:station:180:rupaidiha")
    first = entered(admin)
    form = {
        "name": "Helpline", "unit": "police:station:180:rupaidiha", "role": "station_officer",
        "permissions": ["case:read"], "expires_on": Posting.objects.all()[0].since.isoformat(),
    }  # fmt: skip
    text = first.post(reverse("tokens"), form).context["text"]
    delivered()
    with reading(SYSTEM):
        asked = {duty.kind: duty for duty in Duty.objects.waiting().filter(subject_kind="proposal")}
    assert (asked["access:accept"].owner_role, asked["access:agree"].owner_role) == ("station_officer", "administrator")
    assert asked["access:accept"].link.startswith("/directory/proposals/")
    card = entered(sho).get(reverse("today")).content.decode()
    assert "a token for the machine Helpline, with the role Station officer (SHO) at" in card
    machine = Client(headers={"Authorization": f"Bearer {text}"})
    head = Client()
    head.force_login(sho)
    assert entered(desk).get(asked["access:accept"].link).status_code == 403
    assert "A token for the machine Helpline" in head.get(asked["access:accept"].link).content.decode()
    assert head.post(asked["access:accept"].link, {"answer": "agree"}).status_code == 302
    assert machine.get("/api/cases").status_code == 401
    assert entered(other).post(asked["access:agree"].link, {"answer": "agree"}).status_code == 302
    assert machine.get("/api/cases").status_code == 200
    delivered()
    with reading(SYSTEM):
        assert not Duty.objects.waiting().filter(subject_kind="proposal").exists()


def test_where_nobody_is_left_the_servers_command_agrees_and_says_so(
    fresh_state: str, delivered: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMANVAY_DATABASE_READY", "1")
    admin = posted("A-1", "administrator", "administration:IN-UP")
    officer = _ghost(entered(admin))
    delivered()
    assert CliRunner().invoke(main, ["agree", "--yes", "nosuch"]).exit_code == 1
    done = CliRunner().invoke(main, ["agree", "--yes", officer.user.username])
    assert done.output.strip() == "posting state_nodal_officer: agreed."
    dpo = posted("D-1", "data_protection_officer", "data_protection:IN-UP")
    delivered()
    assert actor_for(officer.user).grants
    with reading(SYSTEM):
        assert Notice.objects.filter(user=dpo, words_en__contains="A server command").exists()


def test_the_demonstration_posts_its_auditor_by_two_administrators_of_two_units(fresh_state: str) -> None:
    actors = _post_everybody()
    offices = {actors[login].units for login in ("admin", "admin.home")}
    assert len(offices) == 2
    auditor = actor_for(User.objects.get(username="auditor"))
    assert [held.role for held in auditor.grants] == ["auditor"]
    assert auditor.is_confirmed
    with reading(SYSTEM):
        proposal = Proposal.objects.get(user_id=auditor.id)
    assert (proposal.proposed_by, proposal.agreed_by) == (actors["admin"].id, actors["admin.home"].id)
    assert not Proposal.objects.open().exists()


def test_who_is_posted_later_finds_on_today_what_waits_for_the_post(
    fresh_state: str, delivered: Callable[[], None]
) -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    first = entered(admin)
    _ghost(first)
    form = {
        "name": "Helpline", "unit": "police:IN-UP", "role": "state_bureau",
        "permissions": ["case:read"], "expires_on": clock.today().isoformat(),
    }  # fmt: skip
    assert first.post(reverse("tokens"), form).status_code == 200
    exporter = posted("N-1", "state_nodal_officer", "police:IN-UP")
    export_cases(by=actor_for(exporter), filters=Filters(), purpose=Purpose.INVESTIGATION)
    delivered()
    with reading(SYSTEM):
        assert not Duty.objects.filter(subject_kind="proposal").exists(), "nobody could be asked yet"
    secretary = posted("H-1", "home_secretary", unit_for("home_secretary", "").code)
    dpo = posted("D-1", "data_protection_officer", "data_protection:IN-UP")
    ask_unasked()
    ask_unasked()
    delivered()
    with reading(SYSTEM):
        asked = sorted(Duty.objects.waiting().filter(subject_kind="proposal").values_list("kind", "owner_role"))
    assert asked == [
        ("access:accept", "home_secretary"),
        ("access:agree", "data_protection_officer"),
        ("access:agree", "data_protection_officer"),
    ]
    day = plain(entered(secretary).get(reverse("today")).content.decode())
    assert "For your post" in day
    assert "2 proposals for you to agree to" in day
    assert "1 token for you to accept" in day
    assert "exports of cases" not in day
    page = entered(dpo).get(reverse("today")).content.decode()
    day = plain(page)
    assert "2 proposals for you to agree to" in day
    assert "1 export of cases in 30 days" in day
    assert "0 exports of register entries in 30 days" in day
    for link in ("/directory/proposals/", "/audit/?kind=case%3Aexported", "/audit/?kind=tracing%3Aentries_exported"):
        assert f'href="{link}' in page, link
    assert "0 proposals for you to agree to" in plain(first.get(reverse("today")).content.decode()), "their own"
