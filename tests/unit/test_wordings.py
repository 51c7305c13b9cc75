"""One wording for one code, wherever it is read."""

import pytest
from django.utils import translation

from samanvay.audit.outbox import subscribers
from samanvay.cases import kinds
from samanvay.kernel.digits import spaced_digits
from samanvay.reports import vocabulary
from samanvay.web.health.probes import SUBSCRIBERS


@pytest.mark.parametrize("name", ["FORMS", "LURES", "EVENT_KINDS"])
def test_reports_and_cases_say_the_same_of_the_same_code(name: str) -> None:
    of_reports, of_cases = getattr(vocabulary, name), getattr(kinds, name)
    both = of_reports.keys() & of_cases.keys()
    assert len(both) >= 4
    assert {code: of_reports[code] for code in both} == {code: of_cases[code] for code in both}


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("12333", "12333"), ("१२३३३", "12333"), ("१२ ३३३", "12333"), (" 12\u00a0333 ", "12333"), ("১২৩৩৩", "12333"),
     ("", ""), ("  ", ""), ("12333 Vibhuti", ""), ("-5", ""), ("½", "")],
)  # fmt: skip
def test_digits_with_blanks_are_one_number(typed: str, digits: str) -> None:
    assert spaced_digits(typed) == digits


def test_health_names_every_subscriber_in_both_languages() -> None:
    assert {each.name for each in subscribers()} == set(SUBSCRIBERS)
    with translation.override("hi"):
        hindi = [str(words) for words in SUBSCRIBERS.values()]
    assert all(words and not words.isascii() for words in hindi), hindi
