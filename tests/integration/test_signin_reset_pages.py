"""A reset of a sign-in on the officer's page, in a state that knows its units; and who hears of it."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from test_signin import PASSWORD
from test_signin_reset import choose

from factories import give_role
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.audit import outbox
from samanvay.directory.models import Officer, Unit
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.directory.officers.actions import officers as officer_actions
from samanvay.directory.officers.actions import postings as posting_actions
from samanvay.duties import queries as duties
from samanvay.kernel.db.scope import SYSTEM, reading


def posted(number: str, role: str, code: str, language: str = "en") -> User:
    officer = officer_actions.add_officer(
        by=SYSTEM, employee_no=number, home_state="IN-UP", name=f"Officer {number}", language=language
    )
    posting_actions.post_officer(by=SYSTEM, officer=officer, unit=Unit.objects.get(code=code), role=role)
    return account_actions.open_account(by=SYSTEM, officer=officer, password=PASSWORD)


def entered(user: User) -> Client:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
    client = Client()
    client.force_login(user)
    return client


def address(user: User) -> str:
    return reverse("officer_reset", kwargs={"key": Officer.objects.get(user=user).id})


@pytest.mark.parametrize(("language", "once"), [("en", "It is shown once"), ("hi", "एक ही बार")])
def test_an_administrator_resets_on_the_officers_page_and_sees_the_code_once(
    language: str, once: str, fresh_state: str
) -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP", language)
    user = posted("S-1", "station_officer", "police:station:180:rupaidiha")
    client = entered(admin)
    page = client.get(reverse("officer", kwargs={"key": Officer.objects.get(user=user).id})).content.decode()
    assert address(user) in page
    assert client.post(address(user), {}).status_code == 400
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    answer = client.post(address(user), {"reason": "forgotten"})
    assert once in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    code = answer.context["code"]
    assert code in answer.content.decode()
    assert code not in client.get(address(user)).content.decode()
    assert choose(Client(), code, user.username).status_code == 302


def test_ones_own_button_is_greyed_and_another_states_officer_is_refused(fresh_state: str) -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    user = posted("S-1", "station_officer", "police:station:180:rupaidiha")
    client = entered(admin)
    own = client.get(reverse("officer", kwargs={"key": Officer.objects.get(user=admin).id})).content.decode()
    assert "Another administrator resets your own sign-in" in own
    assert client.post(address(admin), {"reason": "forgotten"}).status_code == 403
    give_role(user, "state_bureau", 900, home_state="IN-BR")
    answer = client.post(address(user), {"reason": "forgotten"})
    assert answer.status_code == 403
    assert "another state" in answer.content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_the_officer_and_the_data_protection_officer_hear_of_it(fresh_state: str, settled: Callable[[], None]) -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    user = posted("S-1", "station_officer", "police:station:180:rupaidiha")
    helper = posted("H-1", "trainer", "ngo:180")
    watcher = posted("D-1", "data_protection_officer", "administration:IN-UP")
    for each in (user, helper):
        account_actions.reset_sign_in(by=actor_for(admin), officer=Officer.objects.get(user=each), reason="misused")
    settled()
    while outbox.deliver_all():
        settled()

    def told(whom: User) -> list[str]:
        with reading(actor_for(whom)):
            return [str(notice.words.en).split(" reset")[0] for notice in duties.notices(actor_for(whom))]

    assert told(user) == told(helper) == ["Your sign-in was"]
    # nobody serves above these two, so that the duty to confirm them is hers too
    watched = [words for words in told(watcher) if not words.startswith("New: ")]
    assert watched == ["The sign-in of an officer with special powers was"]
    assert told(admin) == []
