"""Whether the state goes on: its lists, the ticker's round, the matcher's store and the health page."""

from django.db import transaction
from django.test import Client
from django.urls import reverse

from samanvay.cli.background import one_round
from samanvay.tracing.matcher.store import Store
from samanvay.web.kit.readings import readings

LISTS = ("today", "cases", "entries", "requests", "reports", "decisions", "matches")


def the_state_goes_on(chief: Client) -> None:
    """Fail where a list, the round, the matcher or the health page does not stand."""
    for name in LISTS:
        answer = chief.get(reverse(name))
        assert answer.status_code == 200, (name, answer.status_code)
    store = Store()
    while store.follow():
        continue
    one_round()
    with transaction.atomic():
        unread = [each for each in readings() if each.state.words == "cannot be read"]
    assert not unread
