"""The value itself: order, precision, words, storage, and the rule that refuses only the certainly wrong."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from samanvay.kernel import clock
from samanvay.kernel.dates import (
    DateError,
    PartialDate,
    PartialDateColumns,
    PartialDateField,
    Precision,
    partial_date_order,
    refuse_if_certainly_out_of_order,
)
from samanvay.kernel.refusals import Invalid

SAID = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=100)


@st.composite
def partial_dates(draw):
    one, other = draw(st.dates()), draw(st.dates())
    return PartialDate(min(one, other), max(one, other), draw(SAID))


@pytest.mark.parametrize(
    ("found", "precision", "english", "hindi"),
    [
        (PartialDate.day(date(2026, 11, 24)), Precision.DAY, "24 Nov 2026", "24 नवंबर 2026"),
        (PartialDate.month(2026, 2), Precision.MONTH, "Feb 2026", "फ़रवरी 2026"),
        (PartialDate.year(2019), Precision.YEAR, "2019", "2019"),
        (PartialDate.about(2019), Precision.RANGE, "about 2019", "लगभग 2019"),
        (PartialDate.about(2026, 1), Precision.RANGE, "about Jan 2026", "लगभग जनवरी 2026"),
        (PartialDate.about(2026, 11, 24), Precision.RANGE, "about 24 Nov 2026", "लगभग 24 नवंबर 2026"),
        (
            PartialDate(date(2026, 11, 16), date(2026, 11, 22)),
            Precision.RANGE,
            "16–22 Nov 2026",
            "16–22 नवंबर 2026",
        ),
        (
            PartialDate(date(2026, 1, 1), date(2026, 3, 31)),
            Precision.RANGE,
            "Jan–Mar 2026",
            "जनवरी–मार्च 2026",
        ),
        (
            PartialDate(date(2025, 12, 28), date(2026, 1, 3)),
            Precision.RANGE,
            "28 Dec 2025 – 3 Jan 2026",
            "28 दिसंबर 2025 – 3 जनवरी 2026",
        ),
        (PartialDate.unknown(), Precision.UNKNOWN, "date not known", "तारीख़ पता नहीं"),
    ],
)
def test_words_are_indian_in_both_languages(found, precision, english, hindi):
    assert (found.precision, found.words("en"), found.words("hi")) == (precision, english, hindi)


def test_a_quarter_is_not_called_about_its_middle():
    quarter = PartialDate(date(2026, 1, 1), date(2026, 3, 31), "first quarter")
    assert quarter.words("en") == "Jan–Mar 2026"


@given(partial_dates())
def test_json_round_trip(found):
    assert PartialDate.from_json(found.to_json()) == found


@given(partial_dates(), partial_dates())
def test_two_dates_are_before_after_or_overlapping_exactly_one(one, other):
    assert [one.certainly_before(other), one.certainly_after(other), one.overlaps(other)].count(True) == 1
    assert one.certainly_before(other) == other.certainly_after(one)


@given(partial_dates())
def test_about_never_loses_a_day(found):
    wide = found.blurred()
    assert wide.earliest <= found.earliest
    assert wide.latest >= found.latest


@given(partial_dates(), st.sampled_from(["en", "hi"]))
def test_every_date_has_words(found, language):
    assert found.words(language)


@pytest.mark.parametrize(
    "arguments",
    [(date(2026, 2, 1), date(2026, 1, 1)), (date.min, date.max, "x" * 121), (date.min, date.max, "a\0b")],
)
def test_what_no_column_could_hold_is_refused(arguments):
    with pytest.raises(DateError):
        PartialDate(*arguments)


def test_only_a_certain_disorder_is_refused():
    rescued, reported = PartialDate.month(2026, 11), PartialDate.day(date(2026, 11, 3))
    refuse_if_certainly_out_of_order(rescued, reported, "reported before the rescue", field="reported")
    refuse_if_certainly_out_of_order(None, reported, "reported before the rescue")
    refuse_if_certainly_out_of_order(PartialDate.unknown(), reported, "reported before the rescue")
    with pytest.raises(Invalid) as caught:
        refuse_if_certainly_out_of_order(
            rescued, PartialDate.month(2026, 10), "reported before the rescue", field="reported"
        )
    assert (caught.value.field, str(caught.value)) == ("reported", "reported before the rescue")


@given(partial_dates(), partial_dates())
def test_the_order_rule_refuses_no_pair_that_can_be_in_order(first, second):
    possible = any(a <= b for a in (first.earliest, first.latest) for b in (second.earliest, second.latest))
    try:
        refuse_if_certainly_out_of_order(first, second, "order")
    except Invalid:
        assert not possible
    else:
        assert possible


@isolate_apps("samanvay.kernel")
def test_a_model_gets_three_columns_and_one_attribute():
    class Journey(models.Model):
        left = PartialDateColumns()
        arrived = PartialDateColumns(null=True)

        class Meta:
            app_label = "kernel"
            constraints = [partial_date_order("left", name="journey_left_order")]

        def __str__(self) -> str:
            return str(self.left)

    names = [field.name for field in Journey._meta.get_fields()]
    assert names == [
        "id",
        "left_earliest",
        "left_latest",
        "left_said",
        "arrived_earliest",
        "arrived_latest",
        "arrived_said",
    ]
    journey = Journey(left=PartialDate.about(2019))
    assert (journey.left_earliest, journey.left_latest) == (date(2018, 1, 1), date(2020, 12, 31))
    assert (journey.left, journey.arrived) == (PartialDate.about(2019), None)
    journey.left = PartialDate.month(2026, 11, "Nov 2026")
    assert (journey.left_latest, journey.left_said) == (date(2026, 11, 30), "Nov 2026")
    journey.arrived = PartialDate.year(2026)
    journey.arrived = None
    assert (journey.arrived_earliest, journey.arrived_said) == (None, "")
    assert Journey._meta.get_field("arrived_latest").null
    assert not Journey._meta.get_field("left_latest").null


@isolate_apps("samanvay.kernel")
def test_a_model_inherits_a_partial_date_from_an_abstract_one():
    class Dated(models.Model):
        seen = PartialDateColumns()

        class Meta:
            app_label = "kernel"
            abstract = True

    class Sighting(Dated):
        class Meta:
            app_label = "kernel"

        def __str__(self) -> str:
            return str(self.seen)

    assert Sighting(seen=PartialDate.year(2019)).seen_earliest == date(2019, 1, 1)


class SightingForm(forms.Form):
    seen = PartialDateField()
    born = PartialDateField(required=False, allow_future=False)


NOON = clock.datetime(2026, 11, 24, 6, 30, tzinfo=clock.UTC)


def test_the_form_field_reads_one_text():
    with clock.frozen(NOON):
        form = SightingForm({"seen": "पिछले महीने", "born": ""})
        assert form.is_valid(), form.errors
    assert form.cleaned_data == {"seen": PartialDate.month(2026, 10, "पिछले महीने"), "born": None}


def test_the_form_field_says_what_it_expects():
    with clock.frozen(NOON):
        form = SightingForm({"seen": "31.02.2020", "born": "2030"})
        assert not form.is_valid()
    assert "a day that exists" in form.errors["seen"][0]
    assert "future" in form.errors["born"][0]


def test_the_form_field_requires_when_asked_to():
    with pytest.raises(ValidationError):
        PartialDateField().clean("")


def test_the_form_shows_what_was_said():
    form = SightingForm(
        initial={"seen": PartialDate.year(2019, "about the floods of 2019"), "born": PartialDate.year(2001)}
    )
    html = str(form["seen"]) + str(form["born"])
    assert "about the floods of 2019" in html
    assert 'value="2001"' in html
    assert not PartialDateField().has_changed(PartialDate.year(2001), "2001")
    assert PartialDateField().has_changed(PartialDate.year(2001), "2002")
