"""What pages of the kit share with their forms and lists."""

from typing import Any

import pytest
from django.forms import CharField, IntegerField
from django.http import QueryDict
from django.test import RequestFactory

from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.forms import ActionForm, PostedForm, Together, VersionedReasonForm
from samanvay.web.kit.lists import part_of
from samanvay.web.kit.pii import PiiForm


class Rows(list[int]):
    """What a list is cut of, as a query is."""

    def count(self, *given: Any) -> int:
        return len(self)


def asked(query: str) -> Any:
    return RequestFactory().get(f"/list/?{query}")


def test_part_of_a_list_leads_to_its_neighbours_and_keeps_the_filters() -> None:
    rows = Rows(range(25))
    first = part_of(asked("q=a"), rows, 10)  # type: ignore[arg-type]
    assert (first.rows, first.count) == (list(range(10)), 25)
    assert (first.newer, first.older) == ("", "/list/?q=a&after=10")
    middle = part_of(asked("q=a&after=10"), rows, 10)  # type: ignore[arg-type]
    assert middle.rows == list(range(10, 20))
    assert (middle.newer, middle.older) == ("/list/?q=a&after=0", "/list/?q=a&after=20")
    last = part_of(asked("q=a&after=15"), rows, 10)  # type: ignore[arg-type]
    assert (len(last.rows), last.older) == (10, "")


@pytest.mark.parametrize("ugly", ["-3", "x", "1e9", "9" * 40, "%00", ""])
def test_unreadable_place_in_a_list_is_its_beginning(ugly: str) -> None:
    assert part_of(asked(f"after={ugly}"), Rows(range(3)), 10).rows == [0, 1, 2]  # type: ignore[arg-type]


def test_form_gives_the_version_that_was_seen_as_the_one_expected() -> None:
    form = VersionedReasonForm({"reason": "counted twice", "version": "3"})
    assert form.is_valid()
    assert form.taken() == {"reason": "counted twice", "expected": 3}


class Noted(PiiForm):
    note = CharField()


class NotedAnew(Noted):
    keeps_once = False


def test_form_of_free_text_gives_what_was_confirmed_and_its_submission_where_it_is_kept_once() -> None:
    key, sent = uuid7(), QueryDict("note=a&pii_answer=one&pii_answer=two+one", mutable=True)
    sent["submission_id"] = str(key)
    form, anew = Noted(sent), NotedAnew(sent)
    assert form.is_valid()
    assert anew.is_valid()
    assert form.taken() == {"note": "a", "pii_answer": "one two", "submission_id": key}
    assert anew.taken() == {"note": "a", "pii_answer": "one two"}


class Named(PostedForm):
    name = CharField()


class Aged(ActionForm):
    age = IntegerField()


def test_forms_sent_together_show_all_faults_and_a_refusal_where_its_field_is() -> None:
    name, age = Named({"name": ""}), Aged({"age": "old"})
    assert not Together(name, age).is_valid()
    assert name.errors
    assert age.errors
    name, age = Named({"name": "Asha"}), Aged({"age": "9"})
    both = Together(name, age)
    assert both.is_valid()
    both.refuse(Invalid("age", "Too young."))
    assert (dict(age.errors), dict(name.errors)) == ({"age": ["Too young."]}, {})
    both.refuse(Invalid("elsewhere", "Not so."))
    assert name.non_field_errors() == ["Not so."]
