"""Every table of the bureau that lies beside the project, brought by the state desk's analyst as it was published."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from reporting_state import district, officer, unit_for

from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import Actor, reading
from samanvay.picture.layers.kinds import KINDS
from samanvay.picture.layers.queries import layer_of, layer_values, layers_there

VARANASI = "187"
DISTRICTS = {
    # file: kind, rows, rows with faults, a year and its head
    "district_ipc_2017_2022.csv": ("ncrb-crimes", 5_322, 10, 2022, "human_trafficking"),
    "district_crimes_against_women_2017_2022.csv": ("ncrb-women", 5_322, 5, 2021, "kidnapping_and_abduction"),
    "missing_persons_district_2017_2020.csv": ("ncrb-missing-2017", 3_478, 11, 2019, "female_14_to_18_years"),
    "missing_persons_district_2021_2022.csv": ("ncrb-missing-2021", 1_841, 8, 2022, "female_16_to_18"),
}
STATES = {
    "state_trafficking_cases_2018_2022.csv": ("ncrb-states", 2022),
    "state_trafficking_purpose_2016.csv": ("ncrb-purposes", 2016),
}

pytestmark = pytest.mark.slow


@pytest.fixture
def tables(shared_data: Path) -> Path:
    """The folder of the bureau's tables; skips, by name, where it is absent."""
    folder = shared_data / "data" / "ncrb"
    if not folder.is_dir():
        pytest.skip("NO TABLES: ../shared/data/ncrb is absent, so no table of the bureau was brought")
    return folder


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_desk_analyst", unit=unit_for("state_bureau", ""))


def bring(by: Actor, path: Path, kind: str) -> tuple[ImportRun, dict[int, str]]:
    """Stage a table and write its good rows; returns the run and what is expected of each row with a fault."""
    with reading(by):
        run = imports.stage_file(by=by, kind=kind, content=path.read_bytes(), file_name=path.name, audience=by.units[0])
        named = {error.row: error.expected.en for error in faults(run)}
    write(by, run)
    return run, named


def write(by: Actor, run: ImportRun) -> None:
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)


def number_of(by: Actor, kind: str, place: str, year: int, *heads: str) -> tuple[int, int]:
    with reading(by):
        found = layer_values(layer_of(by, kind), year=year, heads=heads or tuple(KINDS[kind].heads))
        return next((each.value, each.circles) for each in found if each.key == place)


def rows_of(path: Path, **said: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig") as table:
        for row in csv.DictReader(table):
            if all(row[column] == text for column, text in said.items()):
                yield row


def test_the_tables_of_districts_and_of_states_come_in_whole(by: Actor, tables: Path) -> None:
    for name, (kind, rows, faulty, year, head) in DISTRICTS.items():
        run, named = bring(by, tables / name, kind)
        with reading(by):
            assert counts_by_status(run) == {"bad": faulty, "created": rows - faulty}, name
        of_varanasi = list(rows_of(tables / name, year=str(year), district_code=VARANASI))
        summed = sum(int(float(row[head])) for row in of_varanasi)
        assert number_of(by, kind, "district:197", year, head) == (summed, len(of_varanasi)), name
        if kind == "ncrb-women":
            two_rows_of_one_unit(by, run, named)
        else:
            assert all("9999" in words or "is not one" in words for words in named.values()), name
    for name, (kind, year) in STATES.items():
        run, named = bring(by, tables / name, kind)
        assert not named, name
        [uttar_pradesh] = rows_of(tables / name, **{"State/UT": "Uttar Pradesh"})
        published = uttar_pradesh.get("Total Persons") or uttar_pradesh[f"Cases Reported - {year}"]
        assert number_of(by, kind, "IN-UP", year) == (int(published), 1), name
    # One territory of today was two: both rows are kept.
    assert number_of(by, "ncrb-purposes", "IN-DH", 2016) == (10, 2)
    with reading(by):
        layer = layer_of(by, "ncrb-purposes")
        everybody = layer_values(layer, year=2016, heads=tuple(layer.heads))
        assert (len(everybody), sum(each.value for each in everybody)) == (35, 23_119)
        assert [seen.kind.code for seen in layers_there(by)] == list(KINDS)


def two_rows_of_one_unit(by: Actor, run: ImportRun, named: dict[int, str]) -> None:
    """The railway police at Lucknow has two rows for 2017: both are named with their numbers, and may both be kept."""
    lucknow, kidnapped = district("Lucknow"), "kidnapping_and_abduction"
    assert "row 705" in named[752]
    assert "Kidnapping and abduction (363): 10 in row 705, 1 here" in named[752]
    before = number_of(by, "ncrb-women", lucknow, 2017, kidnapped)
    with reading(by):
        run.refresh_from_db()
        imports.keep_beside(by=by, run=run, number=752)
    write(by, run)
    assert number_of(by, "ncrb-women", lucknow, 2017, kidnapped) == (before[0] + 1, before[1] + 1)
