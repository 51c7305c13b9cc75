"""Dates as officers write them: what is read, what was assumed, what is refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay.kernel.dates import DateError, PartialDate, Precision, read_date

TODAY = date(2026, 11, 24)  # a Tuesday
DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))


def days(text):
    found = read_date(text, today=TODAY).date
    return found.earliest.isoformat(), found.latest.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026-11-24T09:30:00",
        "24.11.2026",
        "24/11/2026",
        "24-11-2026 10:30",
        "24.11.26",
        "24 Nov 2026",
        "24-Nov-26",
        "24th November, 2026",
        "November 24, 2026",
        "24 नवंबर 2026",
        "२४ नवम्बर २०२६",
        "२४.११.२०२६",
        "dated 24.11.2026",
        "दिनांक 24.11.2026 को",
        "24 navambar 2026",
        "20261124",
        "46350",
        "today",
        "आज",
    ],
)
def test_a_day_is_read_in_every_way_of_writing(text):
    assert days(text) == ("2026-11-24", "2026-11-24")


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Nov 2026", "2026-11-01", "2026-11-30"),
        ("नवंबर 2026", "2026-11-01", "2026-11-30"),
        ("Nov-26", "2026-11-01", "2026-11-30"),
        ("11/2026", "2026-11-01", "2026-11-30"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("२०१९", "2019-01-01", "2019-12-31"),
        ("about 2019", "2018-01-01", "2020-12-31"),
        ("लगभग 2019", "2018-01-01", "2020-12-31"),
        ("2019 ke aaspaas", "2018-01-01", "2020-12-31"),
        ("about Nov 2026", "2026-10-01", "2026-12-31"),
        ("about 24.11.2026", "2026-11-17", "2026-12-01"),
        ("2019-20", "2019-04-01", "2020-03-31"),
        ("mid Nov 2026", "2026-11-11", "2026-11-20"),
        ("late 2019", "2019-09-01", "2019-12-31"),
        ("10-12 Nov 2026", "2026-11-10", "2026-11-12"),
        ("10 Nov – 3 Dec 2026", "2026-11-10", "2026-12-03"),
        ("between Jan 2019 and March 2019", "2019-01-01", "2019-03-31"),
        ("10 नवंबर 2026 से 3 दिसंबर 2026 तक", "2026-11-10", "2026-12-03"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("pichhle hafte", "2026-11-16", "2026-11-22"),
        ("पिछले महीने", "2026-10-01", "2026-10-31"),
        ("this week", "2026-11-23", "2026-11-24"),
        ("2 months ago", "2026-09-01", "2026-09-30"),
        ("दो महीने पहले", "2026-09-01", "2026-09-30"),
        ("do mahine pehle", "2026-09-01", "2026-09-30"),
        ("3 days ago", "2026-11-21", "2026-11-21"),
        ("yesterday", "2026-11-23", "2026-11-23"),
        ("last Monday", "2026-11-23", "2026-11-23"),
        ("मंगलवार", "2026-11-17", "2026-11-17"),
    ],
)
def test_what_is_known_in_part_keeps_every_possible_day(text, earliest, latest):
    assert days(text) == (earliest, latest)


def test_day_comes_first_and_it_is_said():
    reading = read_date("3.4.19", today=TODAY)
    assert reading.date.exact == date(2019, 4, 3)
    assert [note.words.en for note in reading.notes] == [
        "Year 19 read as 2019.",
        "3.4.19 read day first, as 3 Apr 2019.",
    ]


def test_an_order_that_is_plain_is_not_remarked():
    assert read_date("24.4.2019", today=TODAY).notes == ()
    assert read_date("4.4.2019", today=TODAY).notes == ()


def test_month_first_is_read_only_where_nothing_else_is_possible_and_said():
    reading = read_date("04/25/2019", today=TODAY)
    assert reading.date.exact == date(2019, 4, 25)
    assert "month first" in reading.notes[0].words.en


@pytest.mark.parametrize(("short", "full"), [("26", 2026), ("27", 2027), ("28", 1928), ("99", 1999), ("00", 2000)])
def test_a_two_digit_year_reaches_to_next_year_and_is_noted(short, full):
    reading = read_date(f"24.12.{short}", today=TODAY)
    assert reading.date.earliest.year == full
    assert reading.notes[0].words.en == f"Year {short} read as {full}."


def test_excels_day_number_is_noted():
    reading = read_date("43558", today=TODAY)
    assert reading.date.exact == date(2019, 4, 3)
    assert "Excel" in reading.notes[0].words.en


def test_kal_may_be_yesterday_or_tomorrow():
    reading = read_date("कल", today=TODAY)
    assert (reading.date.earliest, reading.date.latest) == (date(2026, 11, 23), date(2026, 11, 25))
    assert reading.notes


def test_a_month_that_looks_like_a_financial_year_is_noted():
    reading = read_date("2011-12", today=TODAY)
    assert reading.date == PartialDate.month(2011, 12, "2011-12")
    assert "financial year" in reading.notes[0].words.en


def test_unknown_is_an_answer():
    assert read_date("पता नहीं", today=TODAY).date.precision is Precision.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "31.02.2020",
        "29 Feb 2023",
        "00.00.2020",
        "13/13/2020",
        "24 Nov",
        "Nov 26",
        "3.4",
        "someday",
        "0",
        "99.99.9999",
        "12.2345",
        "2019 to 2017",
        "5000 years ago",
        "about",
        "between and",
        "1" * 400,
    ],
)
def test_what_is_impossible_or_unclear_is_refused_with_words(text):
    with pytest.raises(DateError) as caught:
        read_date(text, today=TODAY)
    assert caught.value.words.en
    assert caught.value.words.hi


@settings(deadline=None)
@given(st.text(max_size=150))
def test_any_text_is_a_date_or_refused(text):
    try:
        found = read_date(text, today=TODAY).date
    except DateError:
        return
    assert found.earliest <= found.latest


VOCABULARY = st.sampled_from(
    [
        *(
            "about",
            "between",
            "and",
            "to",
            "se",
            "2019",
            "24",
            "3",
            ".",
            "-",
            "/",
            "nov",
            "नवंबर",
            "last",
            "week",
        ),
        *("पहले", "महीने", "ago", "kal", "0", "99", "mid", "43558", "'", "तक", "~", "early", "31"),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(VOCABULARY, max_size=9), st.sampled_from(["", " "]), st.dates())
def test_any_mixture_of_the_words_of_dates_is_a_date_or_refused(parts, joint, today):
    try:
        found = read_date(joint.join(parts), today=today).date
    except DateError:
        return
    assert found.earliest <= found.latest


@given(DAYS, st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%d-%b-%Y", "%d %B %Y"]))
def test_every_day_is_read_back_from_every_form(on, form):
    assert read_date(on.strftime(form), today=TODAY).date.exact == on


@settings(deadline=None)
@given(
    DAYS,
    DAYS,
    st.sampled_from(["day", "month", "year", "between", "about", "about month"]),
    st.sampled_from(["en", "hi"]),
)
def test_the_words_of_a_date_are_read_as_the_same_days(one, other, how, language):
    found = {
        "day": lambda: PartialDate.day(one),
        "month": lambda: PartialDate.month(one.year, one.month),
        "year": lambda: PartialDate.year(one.year),
        "between": lambda: PartialDate.between(min(one, other), max(one, other)),
        "about": lambda: PartialDate.about(one.year),
        "about month": lambda: PartialDate.about(one.year, one.month),
    }[how]()
    again = read_date(found.words(language), today=TODAY).date
    assert (again.earliest, again.latest) == (found.earliest, found.latest)
