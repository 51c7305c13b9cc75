"""The page of the quick record: what it offers, what looking up keeps, what a fault leaves on the page."""

import re
from collections import Counter
from typing import Any

import pytest
from case_world import a_case, officer, world
from django.test import Client
from django.urls import reverse

from samanvay.audit.operations import operation
from samanvay.cases.actions import share_case
from samanvay.cases.models import Case, CaseEvent, CaseLeg, CasePerson
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.reports import events
from samanvay.reports.models import TallyLine
from samanvay.reports.tallies.cases import tally_case
from samanvay_insight import gazetteer


@pytest.fixture
def people(db: None):
    return world()


@pytest.fixture
def client(people: Any) -> Client:
    client = Client()
    client.force_login(people.sho.user)
    return client


def typed(people: Any, **changes: Any) -> dict[str, Any]:
    given = {
        "submission_id": str(uuid7()), "kind": "rescue", "girls": "3", "girls_age": "14", "boys": "1",
        "accused_men": "1", "other-place": "Rupaidiha", "unit": people.station.audience, "takes_over": "",
    }  # fmt: skip
    return {**given, **changes}


def offered(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def test_a_unit_without_stations_and_crossings_has_its_own_place_chosen(people, client) -> None:
    page = client.get(reverse("case_quick")).content.decode()
    assert offered(page, "at") == ["district:180"]
    assert re.search(r'name="at" value="district:180"[^>]* checked', page)
    data = typed(people, at="district:180", **{"other-place": ""})
    assert client.post(reverse("case_quick"), data).status_code == 302
    with reading(SYSTEM):
        assert Case.objects.get().place_id == "district:180"


def test_a_rescue_is_saved_with_its_people_by_count_and_once_for_one_submission(people, client) -> None:
    data = typed(people, takes_over=people.ahtu.audience, lures=["job"], **{"source-place": "Nepal"})
    first, second = client.post(reverse("case_quick"), data), client.post(reverse("case_quick"), data)
    assert (first.status_code, first.headers["Location"]) == (302, second.headers["Location"])
    with reading(SYSTEM):
        case = Case.objects.get()
        assert (case.what, case.people, case.lures) == ("Rescue: 3 girls, 1 boy, 1 suspect", 4, ["job"])
        bands = CasePerson.objects.filter(case=case, noun="girl").values_list("age", "age_band")
        assert set(bands) == {(14, "12_15")}
        assert CasePerson.objects.get(case=case, noun="boy").age_band == "under_18"
        assert set(CaseEvent.objects.filter(case=case).values_list("kind", flat=True)) == {
            "rescue", "arrest", "handover",
        }  # fmt: skip
        assert [(leg.role, leg.place_id) for leg in CaseLeg.objects.in_order()] == [
            ("source", "NP"), ("rescue", "crossing:rupaidiha"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"other-place": ""}, "Give the place"),
        ({"other-place": "Xyzzyqq"}, "No place of this name"),
        ({"girls": "", "girls_age": "14"}, "How many are they?"),
        ({"girls": "2001"}, "less than or equal to 2000"),
        ({"kind": "court"}, "not one of the available choices"),
        ({"what": "4991 1866 5246"}, "Aadhaar"),
        ({"source-place": "Xyzzyqq"}, "No place of this name"),
    ],
)
def test_a_fault_is_shown_and_nothing_typed_is_lost(people, client, changes, words) -> None:
    answer = client.post(reverse("case_quick"), typed(people, **changes))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert words in page
    assert re.search(r'name="boys" value="1"', page)
    with reading(SYSTEM):
        assert not Case.objects.exists()


def test_looking_up_keeps_what_was_typed_and_saves_nothing(people, client) -> None:
    data = typed(people, look="here", lat="26.76", lon="83.37", lures=["job", "debt"])
    answer = client.post(reverse("case_quick"), data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "station:GKP" in offered(page, "at")
    assert offered(page, "girls") == ["3"]
    assert data["submission_id"] in page
    assert re.search(r'value="debt"[^>]* checked', page)
    with reading(SYSTEM):
        assert not Case.objects.exists()


def test_a_train_offers_its_next_halts_from_the_officers_state_on_and_several_are_asked_back(people, client) -> None:
    by_number = client.post(reverse("case_quick"), typed(people, look="train", train="15707")).content.decode()
    assert offered(by_number, "at")[:3] == ["station:SV", "station:MW", "station:DEOS"]
    both = client.post(reverse("case_quick"), typed(people, look="train", train="asr kir")).content.decode()
    assert "15707 KIR ASR SPECIAL, 15708 ASR KIR EXPRESS" in both
    by_name = client.post(reverse("case_quick"), typed(people, look="train", train="kir asr spec")).content.decode()
    assert "station:DEOS" in offered(by_name, "at")
    several = client.post(reverse("case_quick"), typed(people, look="train", train="special")).content.decode()
    assert "Which one? Give the number:" in several
    none = client.post(reverse("case_quick"), typed(people, look="train", train="00000")).content.decode()
    assert "This train is not in the time-table." in none


def groups(page: str) -> list[tuple[str, list[str]]]:
    """Return the groups of offered places, each with its heading and the keys under it."""
    where = page[page.index('id="where"') : page.index('id="locate"')]
    parts = re.split(r'<p class="group-words"[^>]*>|<summary>', where)[1:]
    return [(re.split(r" \(\d+\)</summary>|</p>", part)[0], offered(part, "at")) for part in parts]


def looked(client: Client, people: Any, **asked: Any) -> list[tuple[str, list[str]]]:
    answer = client.post(reverse("case_quick"), typed(people, **asked))
    assert answer.status_code == 200
    return groups(answer.content.decode())


def test_the_train_and_the_place_of_the_phone_are_offered_together_the_last_asked_for_first(people, client) -> None:
    both = {"train": "15707", "lat": "26.30", "lon": "84.00"}
    by_phone, by_train = looked(client, people, look="here", **both), looked(client, people, look="train", **both)
    assert [words for words, _keys in by_phone] == [
        "Near the phone", "Farther from the phone", "Next halts of 15707", "Halts after these", "Halts before these",
        "Your own stations and places",
    ]  # fmt: skip
    assert by_train[0][0] == "Next halts of 15707"
    # Between Mairwa and Deoria the train comes to Deoria next, whatever state the officer is of.
    assert by_train[0][1][:2] == ["station:DEOS", "station:GKP"]
    assert dict(by_train)["Halts before these"][:2] == ["station:MW", "station:SV"], "the latest first"
    for shown in (by_phone, by_train):
        keys = [key for _words, group in shown for key in group]
        assert len(keys) == len(set(keys))
    kept = looked(client, people, look="takers", asked="here", at="station:GKP", **both)
    assert kept[0][0] == "Near the phone"


def test_the_own_point_is_chosen_by_itself_until_the_train_or_the_phone_is_asked(people, client) -> None:
    checked = re.compile(r'name="at" value="([^"]*)"[^>]* checked')
    assert checked.findall(client.get(reverse("case_quick")).content.decode()) == ["district:180"]
    for asked, left in (
        ({"look": "train", "train": "15707", "at": "district:180"}, []),
        ({"look": "train", "train": "00000", "at": "district:180"}, ["district:180"]),
        ({"look": "takers", "train": "15707", "at": "district:180"}, ["district:180"]),
        ({"look": "here", "lat": "26.3", "lon": "84.0", "at": "station:GKP"}, ["station:GKP"]),
    ):
        page = client.post(reverse("case_quick"), typed(people, **asked)).content.decode()
        assert checked.findall(page) == left, asked


def test_a_phone_far_from_the_line_leaves_the_halts_where_the_officer_most_likely_is(people, client) -> None:
    data = typed(people, look="train", train="15707", lat="19.07", lon="72.88")
    page = client.post(reverse("case_quick"), data).content.decode()
    assert dict(groups(page))["Next halts of 15707"][0] == "station:SV"
    assert "The phone is not on its route." in page


def test_at_a_halt_the_train_is_offered_from_it_on(people, client) -> None:
    shown = dict(looked(client, people, look="train", train="15707", lat="26.5077", lon="83.7821"))
    assert shown["Next halts of 15707"][0] == "station:DEOS"


def test_all_halts_of_a_train_are_offered_the_first_few_without_a_press(people, client) -> None:
    shown = looked(client, people, look="train", train="15707")
    assert [len(keys) for _words, keys in shown[:3]] == [5, 31, 17]
    stations = {key for _words, keys in shown for key in keys if key.startswith("station:")}
    assert {halt.station for halt in gazetteer.halts("15707")} <= stations
    data = typed(people, look="takers", train="15707", at="station:CNB")
    page = client.post(reverse("case_quick"), data).content.decode()
    assert re.search(r'<details class="fold" open>\s*<summary>\s*Halts after these', page), (
        "the chosen one is to be seen"
    )


@pytest.mark.parametrize("train", ["१५७०७", "१५ ७०७", "15 707", " 15707 ", "15707 kir asr"])
def test_a_train_is_known_in_hindi_digits_and_with_blanks(people, client, train) -> None:
    assert looked(client, people, look="train", train=train)[0][0] == "Next halts of 15707"
    saved = typed(people, train=train, **{"other-place": "", "at": "station:DEOS"})
    assert client.post(reverse("case_quick"), saved).status_code == 302
    with reading(SYSTEM):
        assert CaseLeg.objects.get().train == "15707"


RARE = {
    "trans_children": ("transgender", "under_18", "child"), "children": ("unknown", "under_18", "child"),
    "trans_adults": ("transgender", "adult", "adult"), "adults": ("unknown", "adult", "adult"),
    "female": ("female", "unknown", "unknown"), "male": ("male", "unknown", "unknown"),
    "trans": ("transgender", "unknown", "unknown"), "unknown": ("unknown", "unknown", "unknown"),
}  # fmt: skip


def test_whoever_is_found_has_a_row_and_reaches_the_counts_of_reports_by_sex_and_age(people, client) -> None:
    common = dict.fromkeys(("girls", "girls_age", "boys", "accused_men"), "")
    numbers = {name: str(many) for many, name in enumerate(RARE, 1)}
    data = typed(people, **common, **numbers, accused_boys="1", accused_girls="1")
    assert client.post(reverse("case_quick"), data).status_code == 302
    with reading(SYSTEM):
        case = Case.objects.get()
        assert (case.people, case.what) == (36, "Rescue: 38 persons")
        kept = CasePerson.objects.filter(case=case, role="victim").values_list("sex", "age_band")
        assert Counter(kept) == {RARE[name][:2]: int(many) for name, many in numbers.items()}
        suspects = CasePerson.objects.filter(case=case, role="accused").values_list("sex", "age_band")
        assert sorted(suspects) == [("female", "under_18"), ("male", "under_18")]
        told = {(line.figure, line.sex, line.band): line.number for line in tally_lines(case)}
    assert {key[1:]: number for key, number in told.items() if key[0] == "rescued"} == {
        (RARE[name][0], RARE[name][2]): int(many) for name, many in numbers.items()
    }
    assert told["arrested", "", ""] == 2


def tally_lines(case: Case) -> list[TallyLine]:
    with operation(events.REPORT_COUNTED, by=SYSTEM, target=("case", case.id), readers=case.readers):
        tally_case(case.id)
    return list(TallyLine.objects.filter(of=case.id))


def test_rare_rows_open_when_they_say_something_and_their_words_are_told(people, client) -> None:
    empty = client.get(reverse("case_quick")).content.decode()
    assert "Your own stations and places" not in empty, "alone they need no heading and no press"
    assert 'name="at" value="district:180"' in empty
    assert re.search(r'<details class="fold">\s*<summary>\s*Others: transgender', empty)
    told = typed(people, girls="", girls_age="", boys="", trans_children="2", trans_children_age="15", look="takers")
    opened = r'<details class="fold" open>\s*<summary>\s*Others: transgender'
    assert re.search(opened, client.post(reverse("case_quick"), told).content.decode())
    del told["look"]
    client.post(reverse("case_quick"), told)
    with reading(SYSTEM):
        case = Case.objects.get()
        assert case.what == "Rescue: 2 transgender children, 1 suspect"
        assert {each.age_band for each in CasePerson.objects.filter(case=case, noun="child")} == {"12_15"}
    lonely = client.post(reverse("case_quick"), typed(people, children_age="3"))
    assert lonely.status_code == 400
    assert re.search(opened, lonely.content.decode())


def test_the_one_place_of_a_bare_record_is_drawn(people, client) -> None:
    page = client.get(client.post(reverse("case_quick"), typed(people)).headers["Location"]).content.decode()
    assert page.count('class="leg-spot') == 1
    assert 'class="leg-line' not in page


def test_who_takes_over_is_offered_by_the_place_and_found_by_name(people, client) -> None:
    near = client.post(reverse("case_quick"), typed(people, look="takers", at="station:BSB")).content.decode()
    assert str(people.ahtu.audience) in offered(near, "takes_over")
    named = client.post(reverse("case_quick"), typed(people, look="taker", taker="partner")).content.decode()
    assert str(people.partner.audience) in offered(named, "takes_over")
    none = client.post(reverse("case_quick"), typed(people, look="taker", taker="xyzzy")).content.decode()
    assert "No unit has this name." in none


def test_sent_by_script_the_whole_window_goes_on(people, client) -> None:
    answer = client.post(reverse("case_quick"), typed(people), headers={"HX-Request": "true"})
    with reading(SYSTEM):
        assert answer.headers["HX-Redirect"] == reverse("case", args=[Case.objects.get().id])


def test_it_is_for_those_who_open_cases(people) -> None:
    client = Client()
    client.force_login(people.counsellor.user)
    assert client.get(reverse("case_quick")).status_code == 403


def test_a_partner_that_rescues_records_and_hands_over_and_writes_in_no_other_case(people) -> None:
    worker = officer("worker-2", "ngo_worker", people.partner)
    client = Client()
    client.force_login(worker.user)
    data = typed(people, unit=people.partner.audience, takes_over=people.ahtu.audience)
    answer = client.post(reverse("case_quick"), data)
    assert answer.status_code == 302, answer.content.decode()
    with reading(SYSTEM):
        case = Case.objects.get()
        assert (case.owner_id, case.people) == (worker.user.id, 4)
        assert people.ahtu.audience in case.readers
    assert client.get(reverse("event_add", args=[case.id])).status_code == 200
    assert client.get(reverse("case_move", args=[case.id])).status_code == 403  # the stage is the police's
    other = a_case(people.sho)
    share_case(by=people.sho.actor, case_id=other.id, units=[people.partner.audience], reason="They know the family")
    assert client.get(reverse("case", args=[other.id])).status_code == 200
    for name in ("event_add", "person_add", "leg_add", "case_hand_over"):
        assert client.get(reverse(name, args=[other.id])).status_code == 403


def test_nothing_is_recorded_that_nobody_said(people, client) -> None:
    client.post(reverse("case_quick"), typed(people))
    with reading(SYSTEM):
        case = Case.objects.get()
        assert case.source == "unknown"
        assert set(CaseLeg.objects.values_list("certainty", flat=True)) == {"stated"}
    shown = client.get(reverse("case", args=[case.id])).content.decode()
    assert "Raid" not in shown
    assert "1 person" in shown  # the suspect who was arrested
    assert "1 people" not in shown
