"""Two presses at one moment: what the second cannot write, since the first just did, is done again and finds it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.forms import Form
from django.http import HttpResponse
from psycopg.errors import CheckViolation, UniqueViolation

from samanvay.web.kit.answers import carried_out

pytestmark = pytest.mark.django_db


def faulty(times: int, cause: type[Exception]) -> tuple[list[str], Callable[[], str]]:
    tried: list[str] = []

    def write() -> str:
        tried.append("once")
        if len(tried) <= times:
            raise IntegrityError from cause()
        return "found"

    return tried, write


def test_what_was_just_written_is_found_the_second_time() -> None:
    tried, write = faulty(1, UniqueViolation)
    answer = carried_out(Form({}), write, lambda made: HttpResponse(made))
    assert answer is not None
    assert (answer.content, len(tried)) == (b"found", 2)


@pytest.mark.parametrize(("times", "cause", "tries"), [(1, CheckViolation, 1), (2, UniqueViolation, 2)])
def test_other_faults_and_what_is_there_after_all_stay_faults(times: int, cause: type, tries: int) -> None:
    tried, write = faulty(times, cause)
    with pytest.raises(IntegrityError):
        carried_out(Form({}), write, lambda made: HttpResponse(made))
    assert len(tried) == tries
