"""Events are sealed in the order of their numbers, also where one more digit begins."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_sealing import as_owner, note

from arranging import begun_heads
from samanvay.audit.actions import sealing
from samanvay.audit.models import Event, Seal
from samanvay.audit.verifying import verify_log
from samanvay.kernel.db.scope import SYSTEM, reading


@pytest.fixture(autouse=True)
def keys_folder(tmp_path: Path, settings: Any) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"


def test_a_further_digit_of_the_transaction_id_keeps_the_order(fresh_db: str, settled: Callable[[], None]) -> None:
    begun_heads()
    note(4)
    with reading(SYSTEM):
        first = min(Event.objects.values_list("seq", flat=True))
    as_owner("update audit_event set xid = (98 + seq - %s)::text::xid8", first)
    settled()
    seals = sealing.seal_log()
    assert [(seal.first_xid, seal.last_xid) for seal in seals] == [(98, 101)]
    with reading(SYSTEM):
        assert Seal.objects.get().seqs == [first, first + 1, first + 2, first + 3]
    assert verify_log().holds


def test_what_a_restore_brought_back_unsealed_is_sealed_first(fresh_db: str) -> None:
    begun_heads()
    note(2)
    # As after a restore: the ids of the old server lie far above those of this one.
    as_owner("update audit_event set xid = '9000000000'::xid8")
    sealing.begin_era("test")
    note()
    first, *later = sealing.seal_log()  # the new era may have to wait for other tests' transactions, the old never
    assert (first.era, len(first.seqs)) == (0, 2)
    assert {seal.era for seal in later} <= {1}
    assert verify_log().holds
