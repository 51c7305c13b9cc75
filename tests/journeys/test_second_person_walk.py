"""What an administrator proposes is answered by a second person: pages whole at both widths, in both languages."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samanvay.access.actors import actor_for
from samanvay.access.models import Proposal, User
from samanvay.access.tokens.actions import issue_token, make_client
from samanvay.directory.models import Officer, Unit
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.directory.officers.actions import officers as officer_actions
from samanvay.directory.officers.actions import postings as posting_actions
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as

WIDTHS = [(1280, "en"), (360, "hi")]


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """The walk is on a database that knows places and units."""
    return fresh_state


def persona(login: str, name: str, name_hi: str, role: str, code: str, language: str) -> User:
    with acting_as(SYSTEM):
        officer = officer_actions.add_officer(
            by=SYSTEM, employee_no=login.upper(), home_state="IN-UP", name=name, name_hi=name_hi, language=language
        )
        posting_actions.post_officer(by=SYSTEM, officer=officer, unit=Unit.objects.get(code=code), role=role)
        return account_actions.open_account(by=SYSTEM, officer=officer, username=login, is_persona=True)


def proposed(language: str) -> Officer:
    """Let an administrator propose a nodal officer with a first code, and a token of a station."""
    admin = persona("admin", "Deepak Arora", "दीपक अरोड़ा", "administrator", "administration:IN-UP", language)
    persona("other", "Shobha Kulkarni", "शोभा कुलकर्णी", "administrator", "administration:IN-UP:home", language)
    persona("dpo", "Lata Menon", "लता मेनन", "data_protection_officer", "data_protection:IN-UP", language)
    persona("sho", "Ramesh Verma", "रमेश वर्मा", "station_officer", "police:station:180:rupaidiha", language)
    by = actor_for(admin)
    with acting_as(by):
        officer = officer_actions.add_officer(
            by=by, employee_no="UP-0001", home_state="IN-UP", name="Meera Saxena", name_hi="मीरा सक्सेना"
        )
        post = Unit.objects.get(code="police:IN-UP")
        posting_actions.post_officer(by=by, officer=officer, unit=post, role="state_nodal_officer", order_no="1/2026")
        account_actions.open_account(by=by, officer=officer)
        officer.refresh_from_db()
        account_actions.reset_sign_in(by=by, officer=officer, reason="first")
        station = Unit.objects.get(code="police:station:180:rupaidiha")
        client = make_client(
            by=by, name="Helpline 1098", role="station_officer", audience=station.audience, compartment="police",
            home_state="IN-UP",
        )  # fmt: skip
        issue_token(
            by=by, client=client, name="Helpline 1098", audience=station.audience, permissions=["case:read"],
            expires_on=clock.today() + timedelta(days=30),
        )  # fmt: skip
    return officer


@pytest.mark.parametrize(("width", "language"), WIDTHS)
def test_a_second_person_answers_what_an_administrator_proposes(
    width: int,
    language: str,
    server: str,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    officer = proposed(language)
    found = {each.kind: each.id for each in Proposal.objects.open()}

    def look(login: str, pages: dict[str, str]) -> Page:
        signed_in(login)
        page = page_at(width, language=language)
        for name, path in pages.items():
            page.goto(f"{server}{path}")
            fits(page)
            axe(page)
            shot(page, f"second_person_{login}_{name}_{width}_{language}")
        return page

    look(
        "admin",
        {
            "officer": f"/directory/officers/{officer.id}/",
            "reset": f"/directory/officers/{officer.id}/reset-sign-in/",
            "own": f"/directory/proposals/{found['posting']}/",
            "tokens": "/account/tokens/",
        },
    )
    look("sho", {"token": f"/directory/proposals/{found['token']}/accept/"})
    page = look(
        "other",
        {
            "officers": "/directory/officers/",
            "list": "/directory/proposals/",
            "reset": f"/directory/proposals/{found['reset']}/",
            "posting": f"/directory/proposals/{found['posting']}/",
        },
    )
    page.locator("button[value=agree]").click()
    expect(page.locator(".messages, [role=status]").first).to_be_visible()
    assert [held.role for held in actor_for(User.objects.get(pk=officer.user_id)).grants] == ["state_nodal_officer"]
