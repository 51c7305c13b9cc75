"""Published tables: kept as published, summed when read, one counting rule apart from the other."""

import pytest
from reporting_state import officer, unit_for

from factories import give_role
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.cases.models import Case
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, import_seen
from samanvay.documents.models import ImportRun
from samanvay.importing import Fault
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.picture.layers.queries import layer_of, layer_values, layers_there, years_of
from samanvay.picture.models import Fact, StatValue

HEADER = '"id","year","state_name","state_code","district_name","district_code","registration_circles",'
TABLE = (
    HEADER + "human_trafficking,sell_minors_prost\n"
    "1,2021,Uttar Pradesh,9,Bahraich,125,Bahraich,4,1\n"
    "2,2021,Uttar Pradesh,9,Bahraich,125,GRP,2.0,\n"
    "3,2021,Uttar Pradesh,9,Varanasi,187,Varanasi,0,0\n"
    "4,2021,Uttar Pradesh,9,Somewhere,9999,Railway,7,0\n"
    "5,2021,Uttar Pradesh,9,Varanasi,125,Varanasi Rural,3,0\n"
    "6,2021,Uttar Pradesh,9,Gonda,147,Gonda,many,0\n"
    "7,2022,Uttar Pradesh,9,Bahraich,125,Bahraich,5,0\n"
    "8,2021,Uttar Pradesh,9,Nowhere,999,Nowhere,1,0\n"
)


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_desk_analyst", unit=unit_for("state_bureau", ""))


def stage(by: Actor, content: str | bytes, kind: str = "ncrb-crimes") -> ImportRun:
    data = content.encode() if isinstance(content, str) else content
    with reading(by):
        return imports.stage_file(by=by, kind=kind, content=data, file_name="ncrb.csv", audience=by.units[0])


def write(by: Actor, run: ImportRun) -> dict[str, int]:
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)
    with reading(by):
        return counts_by_status(run)


def values(by: Actor, year: int, *heads: str, kind: str = "ncrb-crimes") -> dict[str, tuple[int, int]]:
    with reading(by):
        layer = layer_of(by, kind)
        found = layer_values(layer, year=year, heads=heads or tuple(layer.heads))
        return {each.key: (each.value, each.circles) for each in found}


def test_circles_of_a_district_are_summed_and_wrong_codes_named(by: Actor) -> None:
    run = stage(by, TABLE)
    with reading(by):
        named = {error.row: error for error in faults(run)}
    assert {row: error.field for row, error in named.items()} == {
        5: "lgd", 6: "name", 7: "human_trafficking", 9: "lgd",
    }  # fmt: skip
    assert "9999" in named[5].expected.en
    assert "125 is Bahraich" in named[6].expected.en
    assert "999 is not one" in named[9].expected.en
    assert write(by, run) == {"bad": 4, "created": 4}
    assert values(by, 2021, "human_trafficking") == {"district:180": (6, 2), "district:197": (0, 1)}
    assert values(by, 2021, "sell_minors_prost") == {"district:180": (1, 1), "district:197": (0, 1)}
    with reading(by):
        assert years_of(layer_of(by, "ncrb-crimes")) == [2022, 2021]
        assert not Fact.objects.exists()
        assert not Case.objects.exists()


def test_the_same_table_adds_nothing_and_another_number_is_refused(by: Actor) -> None:
    write(by, stage(by, TABLE))
    assert write(by, stage(by, TABLE)) == {"bad": 4, "unchanged": 4}
    changed = stage(by, TABLE.replace("125,Bahraich,4,1", "125,Bahraich,40,1"))
    assert write(by, changed) == {"bad": 4, "refused": 1, "unchanged": 3}
    assert values(by, 2021, "human_trafficking")["district:180"] == (6, 2)


def test_undo_voids_the_numbers_and_the_table_can_come_again(by: Actor) -> None:
    run = stage(by, TABLE)
    write(by, run)
    with reading(by):
        run = import_seen(by, run.id)
    imports.begin_undo(by=by, run=run)
    imports.undo_rows(by=by, run=run)
    with reading(by):
        assert layers_there(by) == []
        assert StatValue.objects.count() == 7  # struck out, not deleted
    assert write(by, stage(by, TABLE)) == {"bad": 4, "created": 4}


def test_states_are_a_layer_of_their_own(by: Actor) -> None:
    table = (
        "Sl. No.,State/UT,Cases Reported - 2020,Cases Reported - 2021\n"
        "1,Uttar Pradesh,90,103\n2,Delhi UT,53,92\n3,Jammu & Kashmir,NA,4\nTotal All-India,Total All-India,143,199\n"
    )
    run = stage(by, table, "ncrb-states")
    assert write(by, run) == {"aside": 1, "created": 3}
    assert values(by, 2020, kind="ncrb-states") == {"IN-UP": (90, 1), "IN-DL": (53, 1)}
    write(by, stage(by, TABLE))
    assert "IN-UP" not in values(by, 2021)
    with reading(by):
        rules = {str(seen.kind.rule) for seen in layers_there(by)}
    assert len(rules) == 2


def test_a_table_of_other_age_bands_finds_no_columns(by: Actor) -> None:
    later = HEADER + "male_below_12,male_12_to_16,female_16_to_18\n1,2021,Uttar Pradesh,9,Bahraich,125,Bahraich,3,4,5\n"
    write(by, stage(by, later, "ncrb-missing-2021"))
    assert values(by, 2021, kind="ncrb-missing-2021") == {"district:180": (12, 1)}
    run = stage(by, later, "ncrb-missing-2017")
    assert (run.good, run.bad) == (0, 1)
    with reading(by):
        assert "another layer" in next(faults(run)).expected.en
    with pytest.raises(Unseen), reading(by):
        layer_of(by, "ncrb-nothing")


def test_who_may(by: Actor, fresh_state: str) -> None:
    with pytest.raises(Refused):
        stage(officer("district_magistrate", "Bahraich"), TABLE)


ABROAD = TABLE + "9,2021,Bihar,10,Patna,212,Patna,11,0\n"


def undo(by: Actor, run: ImportRun) -> dict[str, int]:
    with reading(by):
        run = import_seen(by, run.id)
    imports.begin_undo(by=by, run=run)
    imports.undo_rows(by=by, run=run)
    with reading(by):
        return counts_by_status(run)


def test_an_analyst_of_the_state_brings_the_tables_of_the_whole_country(by: Actor) -> None:
    assert write(by, stage(by, ABROAD)) == {"bad": 4, "created": 5}
    states = stage(by, "State/UT,Cases Reported - 2020\nUttar Pradesh,90\nDelhi UT,53\n", "ncrb-states")
    assert write(by, states) == {"created": 2}


def test_others_bring_the_numbers_of_their_own_charge_alone(by: Actor, fresh_state: str) -> None:
    # An administrator may import too, and has no duty for tables of the whole country.
    own = officer("administrator", unit=unit_for("state_bureau", ""))
    run = stage(own, ABROAD)
    with reading(own):
        [outside] = [error for error in faults(run) if error.row == 10]
    assert (outside.field, outside.expected.en) == (
        "lgd",
        (
            "a place in the charge of your unit; tables of the whole country can be imported by: State "
            "anti-trafficking bureau, State desk analyst"
        ),
    )
    assert write(own, run) == {"bad": 5, "created": 4}
    states = stage(own, "State/UT,Cases Reported - 2020\nUttar Pradesh,90\nDelhi UT,53\n", "ncrb-states")
    assert write(own, states) == {"bad": 1, "created": 1}
    # At a unit of one district: that district, and no state as a whole.
    district = officer("ahtu_in_charge", unit=unit_for("police_chief", "Bahraich"))
    assert write(district, stage(district, TABLE.replace(",4,1", ",4,"))) == {"bad": 5, "refused": 1, "unchanged": 2}
    assert stage(district, "State/UT,Cases Reported - 2019\nUttar Pradesh,90\n", "ncrb-states").bad == 1
    # Who has the duty brings the country; what another's check let through is refused by name when it is written,
    # and not taken back by one in whose charge it does not lie.
    country = stage(by, ABROAD.replace(",2021,", ",2020,"))
    imports.begin_apply(by=by, run=country)
    imports.apply_rows(by=own, run=country)
    with reading(by):
        assert counts_by_status(country) == {"bad": 4, "created": 3, "refused": 1, "unchanged": 1}
    again = stage(by, ABROAD.replace(",2021,", ",2019,"))
    assert write(by, again) == {"bad": 4, "created": 4, "unchanged": 1}
    assert undo(own, again) == {"bad": 4, "kept": 1, "undone": 3, "unchanged": 1}
    assert values(by, 2019, "human_trafficking") == {"district:230": (11, 1)}


TWICE = (
    HEADER + "human_trafficking,sell_minors_prost\n"
    "1,2021,Uttar Pradesh,9,Bahraich,125,GRP,4,1\n"
    "2,2021,Uttar Pradesh,9,Bahraich,125,GRP,3,1\n"
    "3,2021,Uttar Pradesh,9,Bahraich,125,GRP,4,1\n"
)


def test_a_second_row_of_one_unit_with_other_numbers_is_asked_about_and_may_be_kept(by: Actor) -> None:
    run = stage(by, TWICE)
    with reading(by):
        named = {error.row: error for error in faults(run)}
    assert named[3].fault is Fault.OTHER_NUMBERS
    assert "row 2" in named[3].expected.en
    assert "Human trafficking (IPC 370): 4 in row 2, 3 here" in named[3].expected.en
    assert "पंक्ति 2 में 4, यहाँ 3" in named[3].expected.hi
    assert "Selling" not in named[3].expected.en
    assert named[4].fault is Fault.DUPLICATE
    assert write(by, run) == {"bad": 2, "created": 1}
    with pytest.raises(Invalid), reading(by):
        imports.keep_beside(by=by, run=run, number=4)
    with reading(by):
        run = import_seen(by, run.id)
        assert imports.keep_beside(by=by, run=run, number=3).status == "waiting"
    assert write(by, run) == {"bad": 1, "created": 2}
    assert values(by, 2021, "human_trafficking") == {"district:180": (7, 2)}


def test_rows_of_a_district_without_circles_do_not_overwrite_each_other(by: Actor) -> None:
    table = "year,district_code,human_trafficking\n2021,125,4\n2021,125,3\n2021,125,4\n"
    run = stage(by, table)
    with reading(by):
        assert {error.row: error.fault for error in faults(run)} == {3: Fault.OTHER_NUMBERS, 4: Fault.DUPLICATE}
    # No column tells them apart: the row is corrected or stays out.
    with pytest.raises(Invalid), reading(by):
        imports.keep_beside(by=by, run=run, number=3)
    assert write(by, run) == {"bad": 2, "created": 1}
    assert values(by, 2021, "human_trafficking") == {"district:180": (4, 1)}


PURPOSES = (
    "S. No,Category,State/UT,Forced Labour,Other forms of Sexual Exploitation,Begging,Total Persons\n"
    "1,State,Uttar Pradesh,687,24,40,751\n2,UT,A & N Islands,0,5,0,5\n3,UT,D&N Haveli,1,0,0,1\n"
    "4,UT,Daman & Diu,0,10,0,10\n5,UT,Delhi,,,,\nTotal (All India),Total (All India),Total (All India),688,39,40,767\n"
)


def test_purposes_are_a_layer_of_persons_by_state_and_year(by: Actor) -> None:
    run = stage(by, PURPOSES, "ncrb-purposes")
    with reading(by):
        [empty] = faults(run)
    assert (empty.row, empty.field) == (6, "state")
    assert write(by, run) == {"aside": 1, "bad": 1, "created": 4}
    assert values(by, 2016, kind="ncrb-purposes") == {"IN-UP": (751, 1), "IN-AN": (5, 1), "IN-DH": (11, 2)}
    assert values(by, 2016, "begging", kind="ncrb-purposes")["IN-UP"] == (40, 1)
    other = PURPOSES.replace("State/UT,", "State/UT,Year,").replace("Uttar Pradesh,", "Uttar Pradesh,2017,")
    assert write(by, stage(by, other, "ncrb-purposes"))["created"] == 1
    assert values(by, 2017, kind="ncrb-purposes") == {"IN-UP": (751, 1)}


def test_a_row_of_a_state_without_any_number_is_no_good_row(by: Actor) -> None:
    run = stage(by, PURPOSES, "ncrb-states")
    assert (run.good, run.bad) == (0, 5)
    with reading(by):
        assert {error.expected.en for error in faults(run)} == {
            "a number under a head of this table; a table with other heads or age groups is another layer"
        }


def test_the_right_to_import_counts_at_the_unit_of_the_import(by: Actor, fresh_state: str) -> None:
    elsewhere = unit_for("district_magistrate", "Bahraich")
    give_role(User.objects.get(pk=by.id), "district_magistrate", elsewhere.audience)
    both = actor_for(User.objects.get(pk=by.id))
    with pytest.raises(Refused), reading(both):
        imports.stage_file(
            by=both, kind="ncrb-crimes", content=TABLE.encode(), file_name="a.csv", audience=elsewhere.audience
        )
