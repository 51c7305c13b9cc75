"""Words pasted in a legacy font into the fields of a form: shown as they read, kept as their writer agrees."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from samanvay.insight.script.legacy import to_legacy
from samanvay.web.kit.pasted import PastedForm, mark_of
from samanvay.web.kit.pii import PiiForm
from samanvay.web.review.forms import LineForm

WORDS = "थाना प्रभारी ने तीन बालिकाओं को मुक्त कराया।"
NAME, FATHER = "पूजा", "नन्दलाल"


class PersonForm(PastedForm):
    """A name, a father's name, what is known, and fields that nobody pastes words into."""

    name = forms.CharField(label="Name", required=False, max_length=40)
    father = forms.CharField(label="Father", required=False)
    known = forms.CharField(label="Known", required=False, widget=forms.Textarea)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    code = forms.CharField(required=False, widget=forms.HiddenInput)


def posted(**told: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in told.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def shown(form: forms.Form) -> str:
    return Template("{% load components %}{% fields form %}").render(Context({"form": form}))


def agreeing(form: PastedForm, answer: str, **told: Any) -> PersonForm:
    return PersonForm(posted(**told, letters=answer, letters_of=[each.mark for each in form.readings]))


def test_words_in_an_old_font_are_asked_about_and_kept_as_agreed() -> None:
    typed = to_legacy(WORDS)
    asked = PersonForm(posted(known=typed))
    assert not asked.is_valid()
    assert [(each.label, each.original, each.text) for each in asked.readings] == [("Known", typed, WORDS)]
    assert asked["known"].value() == typed, "nothing is changed before it is agreed"
    page = shown(asked)
    assert WORDS in page
    assert page.count('name="letters" value="read"') == 1
    for answer, kept in (("read", WORDS), ("typed", typed)):
        agreed = agreeing(asked, answer, known=typed)
        assert agreed.is_valid(), agreed.errors
        assert agreed.cleaned_data["known"] == kept
        assert agreed["known"].value() == kept


def test_the_fields_of_a_form_speak_for_each_other_and_one_press_takes_them_all() -> None:
    told = {"name": to_legacy(NAME), "father": to_legacy(FATHER), "known": to_legacy(WORDS)}
    asked = PersonForm(posted(**told))
    assert not asked.is_valid()
    assert [each.text for each in asked.readings] == [NAME, FATHER, WORDS]
    agreed = agreeing(asked, "read", **told)
    assert agreed.is_valid(), agreed.errors
    assert [agreed.cleaned_data[name] for name in told] == [NAME, FATHER, WORDS]


def test_an_answer_stands_for_the_words_that_were_shown_alone() -> None:
    asked = PersonForm(posted(known=to_legacy(WORDS)))
    asked.is_valid()
    for answer in ("read", "typed"):
        other = agreeing(asked, answer, known=to_legacy("दो अभियुक्त गिरफ्तार किए गए"))
        assert not other.is_valid()
        assert [each.text for each in other.readings] == ["दो अभियुक्त गिरफ्तार किए गए"]


def test_words_left_as_typed_are_not_asked_about_again_when_the_page_comes_back() -> None:
    typed = to_legacy(WORDS)
    asked = PersonForm(posted(known=typed))
    asked.is_valid()
    kept = agreeing(asked, "typed", known=typed, name="x" * 41)
    assert not kept.is_valid()
    assert not kept.readings
    assert f'name="letters_kept" value="{mark_of(typed)}"' in shown(kept)
    again = PersonForm(posted(known=typed, letters_kept=mark_of(typed)))
    assert again.is_valid(), again.errors


def test_what_nobody_pastes_words_into_is_left_alone() -> None:
    form = PersonForm(posted(secret=to_legacy(WORDS), code=to_legacy(WORDS)))
    assert form.is_valid(), form.errors
    assert not form.readings


@pytest.mark.parametrize("words", [WORDS, "The girl said that she was taken to Delhi by train 12226.", "UP32 AB 1234"])
def test_other_words_are_not_asked_about(words: str) -> None:
    form = PersonForm(posted(name="Sunita Devi", father="Ramesh", known=words))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["known"] == words


def test_forms_of_words_that_travel_and_lines_of_a_conference_ask_too() -> None:
    class Said(PiiForm):
        text = forms.CharField()

    for made in (Said, LineForm):
        form = made(posted(text=to_legacy(WORDS)))
        assert not form.is_valid()
        assert [each.text for each in form.readings] == [WORDS]
