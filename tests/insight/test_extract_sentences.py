"""Sentences of officers one by one, as the product reads them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay.cases.kinds import DISPARITIES
from samanvay_insight.extract import Reading, read


def _ways(reading: Reading) -> list[tuple[str | None, list[str], str | None]]:
    return [(m["from"], m["via"], m["to"]) for m in reading.as_json()["movements"]]


def _events(text: str) -> list[tuple[str, str | None, int | None]]:
    return [(e["kind"], e["place"], e["people"]) for e in read(text).as_json()["events"]]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("From Nepal people come.", []),
        ("Girls were taken from Gonda.", []),
        ("Girls from Gonda were taken to Surat.", [("Gonda", [], "Surat")]),
        ("To Surat from Gonda girls were taken.", [("Gonda", [], "Surat")]),
        ("From Gonda, girls halted at Jhansi.", [("Gonda", ["Jhansi"], None)]),
        ("Girls from Gonda were kept two nights in Jhansi.", [("Gonda", ["Jhansi"], None)]),
        ("Girls of Gonda went to Surat via Jhansi and Bhopal.", [("Gonda", ["Jhansi", "Bhopal"], "Surat")]),
        ("Girls of Gonda went to Jhansi and from there to Surat.", [("Gonda", ["Jhansi"], "Surat")]),
        (
            "Boys from Gonda and Basti were sent to Surat.",
            [("Gonda", [], "Surat"), ("Basti", [], "Surat")],
        ),
        ("A team was sent from Gonda to Surat.", []),
        (
            "She came from Gonda to Jhansi with a friend, from Jhansi to Surat with an agent.",
            [("Gonda", [], "Jhansi"), ("Jhansi", [], "Surat")],
        ),
        (
            "Girls from Gonda took a bus to Basti and were on the Sabarmati Express to Surat.",
            [("Gonda", ["Basti"], "Surat")],
        ),
        (
            "A team visited a factory in Surat. The owner was away. Nine boys from Gonda were rescued.",
            [("Gonda", [], "Surat")],
        ),
        ("A boy was rescued in Jhansi. He had been taken away from Gonda by a juggler.", [("Gonda", [], "Jhansi")]),
        ("A couple sold their daughter from Gonda to a man from Surat.", [("Gonda", [], "Surat")]),
        ("CWC Jhansi received two girls of Gonda, bound for Surat.", [("Gonda", [], "Surat")]),
        ("Six girls of Gonda go to Surat through agents of Jhansi.", [("Gonda", [], "Surat")]),
        ("The rescued girls were sent back from Surat to Gonda.", []),
        ("Girls boarded the Gonda Express from Basti to Surat.", [("Basti", [], "Surat")]),
    ],
)
def test_movement_reads_both_ends_or_none(text, ways):
    assert _ways(read(text)) == ways


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("7 families (26 persons) from Gonda were rescued from a kiln in Basti.", 26),
        ("Four families comprising 17 members of Gonda were rescued from a kiln in Basti.", 17),
        ("40 workers, including 11 children, from Gonda were rescued from a kiln in Basti.", 40),
    ],
)
def test_families_are_counted_by_their_persons(text, people):
    (movement,) = read(text).movements
    (event,) = read(text).events
    assert (movement.people, event.people) == (people, people)


def test_who_is_yet_to_be_arrested_is_neither_arrested_nor_a_plan():
    reading = read("The main accused, who is yet to be arrested, had sent six girls from Gonda to Surat.")
    assert _ways(reading) == [("Gonda", [], "Surat")]
    assert (reading.events, reading.set_aside) == ((), ())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "After the death of her father the girl left school and went from Gonda to Surat.",
            {"missing_parent", "school_left"},
        ),
        ("Girls of poor families were taken from Gonda to Surat after the floods.", {"poverty", "disaster"}),
        ("Her brother lost his job; she was sent from Gonda to Surat.", {"lost_work"}),
        ("गरीब परिवार की लड़की गोंडा से सूरत भेजी गई।", {"poverty"}),
        ("Girls were taken from Gonda to Surat.", set()),
    ],
)
def test_disparities_are_read_by_the_codes_of_a_case(text, codes):
    found = read(text).disparities
    assert {label.code for label in found} == codes
    assert codes <= DISPARITIES.keys()
    for label in found:
        assert text[label.evidence.start : label.evidence.end] == label.evidence.text


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("3 girls from Gonda were taken to Surat.", 3),
        ("Twenty-five girls from Gonda were taken to Surat.", 25),
        ("Two dozen girls from Gonda were taken to Surat.", 24),
        ("A 14-year-old girl from Gonda was taken to Surat.", 1),
        ("3 girls and 2 boys from Gonda were taken to Surat.", 5),
        ("5 children (3 girls and 2 boys) from Gonda were taken to Surat.", 5),
        ("A lot of girls from Gonda were taken to Surat.", None),
        ("20-25 girls from Gonda were taken to Surat.", None),
        ("Girls aged 14 and 17 from Gonda were taken to Surat.", None),
    ],
)
def test_people_are_counted_only_where_a_number_is_said(text, people):
    (movement,) = read(text).movements
    assert movement.people == people


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("12.11.2026", "2026-11-12"),
        ("3.4.19", "2019-04-03"),
        ("3/4/2019", "2019-04-03"),
        ("2026-11-12", "2026-11-12"),
        ("12th November, 2026", "2026-11-12"),
        ("12 Nov 2026", "2026-11-12"),
        ("November 12, 2026", "2026-11-12"),
        ("31.02.2026", None),
        ("12 November", None),
        ("yesterday", None),
    ],
)
def test_date_is_read_in_indian_order(said, value):
    (event,) = read(f"Three girls were rescued at Gonda on {said}.").events
    assert event.date == value


def test_date_without_a_year_needs_the_day_of_writing():
    on = date(2026, 11, 20)
    assert read("3 girls were rescued at Gonda on 12 November.", written_on=on).events[0].date == "2026-11-12"
    assert read("3 girls were rescued at Gonda on 12 December.", written_on=on).events[0].date == "2025-12-12"
    assert read("3 girls were rescued at Gonda yesterday.", written_on=on).events[0].date == "2026-11-19"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He said that Smt Basti Devi left.", []),
        ("They came by the Bijnor Express.", []),
        ("A boy was found at Basti.", ["Basti"]),
        ("A boy was found in Allahabad.", ["Prayagraj"]),
        ("A boy was found in Faizabad district.", ["Ayodhya"]),
        ("The girl is from Barailly.", ["Bareilly"]),
        ("लड़की बहराइच से दिल्ली गई।", ["Bahraich", "Delhi"]),
        ("The mp and the up line are shut.", []),
        ("A girl of MP came to UP.", ["Madhya Pradesh", "Uttar Pradesh"]),
    ],
)
def test_place_is_not_a_person_a_train_or_a_word(text, names):
    assert [p.name for p in read(text).places] == names


def test_district_and_station_of_one_name_follow_the_words():
    assert [p.kind for p in read("At Gonda. At Gonda railway station.").places] == ["district", "station"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Gonda police arrested two agents at Balrampur.", [("arrest", "Balrampur", 2)]),
        ("Two agents with 3 girls were caught at Balrampur.", [("arrest", "Balrampur", 2)]),
        ("The rescued girls were sent to a shelter in Gonda.", []),
        ("Rs 20,000 was recovered from Gonda.", []),
        ("A team was formed to rescue girls in Gonda.", []),
        ("Two agents were arrested near the Nepal border.", [("arrest", None, 2)]),
        ("The sensitisation programme at Gonda reached 40 women.", [("sensitisation", "Gonda", 40)]),
    ],
)
def test_event_is_read_with_those_it_befell(text, events):
    assert _events(text) == events


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A rescue operation will be conducted at Gonda.", "planned"),
        ("No girl was rescued at Gonda.", "denied"),
        ("Due to floods people of Gonda were shifted to Basti.", "displacement"),
        ("If girls are taken from Gonda to Surat, call 112.", "general"),
    ],
)
def test_what_does_not_count_is_set_aside(text, reason):
    reading = read(text)
    assert (reading.movements, reading.events) == ((), ())
    assert [a.reason for a in reading.set_aside] == [reason]


def test_hearsay_is_marked_and_a_tip_that_proved_true_is_not():
    heard = read("It is learnt that girls of Gonda are being sent to Surat.")
    assert [m.certainty for m in heard.movements] == ["hearsay"]
    proved = read("On a tip-off 2 girls being taken from Gonda to Surat were rescued at Jhansi.")
    assert {r.certainty for r in (*proved.movements, *proved.events)} == {"stated"}


def test_headings_lists_and_wrapped_lines_are_read_apart():
    text = (
        "OFFICE OF THE SP, BAHRAICH\nWeekly report\n\n"
        "1. 3 girls of Banke were intercepted at Rupaidiha. They were being taken to Delhi via\nLucknow.\n"
        "2. NIL kidnapping.\n"
        "3. Boys from Shravasti were sent to Surat.\n"
    )
    reading = read(text)
    assert _ways(reading) == [("Banke", ["Lucknow"], "Delhi"), ("Shrawasti", [], "Surat")]
    assert reading.events[0].evidence.text == "3 girls of Banke were intercepted at Rupaidiha"
    assert reading.lures == ()


def test_text_without_full_stops_is_read_in_pieces():
    text = "girls from Gonda were taken to Basti, " * 300
    found = read(text).movements
    assert len(found) > 5
    assert {(m.source.name, m.destination.name) for m in found if m.source and m.destination} == {("Gonda", "Basti")}


def _assert_whole(text: str) -> None:
    reading = read(text)
    names = {p.name for p in reading.places}
    for place in reading.places:
        assert text[place.start : place.end] == place.text
    for row in (*reading.movements, *reading.events, *reading.forms, *reading.lures, *reading.set_aside):
        evidence = row.evidence
        assert evidence.text
        assert text[evidence.start : evidence.end] == evidence.text
    for movement in reading.movements:
        assert movement.source is not None
        assert movement.via or movement.destination
        assert {p.name for p in (movement.source, *movement.via, movement.destination) if p} <= names
    assert {e.place.name for e in reading.events if e.place} <= names
    assert read(text) == reading


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_fault(text):
    _assert_whole(text)


_WORDS = st.sampled_from(
    re.split(
        " ",
        "Gonda Basti Nepal Delhi Bahraich UP from to via at in of and , . ; : ( ) not no will if "
        "was were been rescued arrested intercepted missing 3 two girls boys accused they she who "
        "stopover sold taken 12.11.2026 the a → - Express Singh district PS 's\n\n rescue then "
        "Sonauli border Nepali while planned learnt 14 year old",
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=40))
def test_any_heap_of_its_own_words_is_read_without_fault(words):
    _assert_whole(" ".join(words))
