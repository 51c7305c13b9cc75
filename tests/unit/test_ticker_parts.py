"""A round of the ticker: one part that fails stops no other, and is not passed over in silence."""

import pytest
from django.db.utils import OperationalError

from samanvay.cli.background import do_all


def test_part_that_fails_stops_no_other_and_is_raised_at_the_end() -> None:
    done: list[str] = []

    def fails() -> None:
        raise ValueError("this series")

    with pytest.raises(ValueError, match="this series"):
        do_all([lambda: done.append("held"), fails, lambda: done.append("escalated"), lambda: done.append("sealed")])
    assert done == ["held", "escalated", "sealed"]


def test_database_that_does_not_answer_ends_the_round() -> None:
    done: list[str] = []

    def fails() -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        do_all([fails, lambda: done.append("escalated")])
    assert done == []
