"""Bringing what the demonstration tells to those who follow it."""

import time

from django.db import connection

from samanvay.audit.outbox import deliver_all, lags

LONGEST_WAIT = 120  # seconds


def deliver() -> None:
    """Bring what was told so far to its subscribers, as the worker would.

    A transaction open elsewhere on the server holds the outbox back: what waits then is waited for, but not for ever.
    """
    patience = time.monotonic() + LONGEST_WAIT
    while deliver_all(batch=20_000) or (_is_held_back() and time.monotonic() < patience):
        continue


def _is_held_back() -> bool:
    """Tell, after a pause, whether events wait for the end of a transaction that is not our own."""
    if connection.in_atomic_block or not any(lag.waiting for lag in lags()):
        return False
    time.sleep(0.1)
    return True
