"""One weight model, three engines: kernel, Splink on DuckDB and Splink on Spark weigh every pair alike."""

from __future__ import annotations

import importlib.util
import shutil
import sys

import numpy as np
import pyarrow as pa
import pytest

from samanvay_insight.linkage import Weights, encode
from samanvay_insight.linkage import splink_engine as engine
from samanvay_insight.linkage.linking import link
from samanvay_insight.linkage.model import CLASSES, field_of
from samanvay_insight.simulate import Size, simulate

BITS = 1e-6
# What the simulated registers do not hold: heights, telephones, companions, swapped and lone names, spans of days.
MISSING = [
    {"id": "A1", "given_name": "Sunita", "family_name": "Mahato", "sex": "F", "age": "14", "date": "2024-05-01",
     "height_cm": "150", "phone": "t1", "companions": "Rekha", "spouse_name": "Mohan"},
    {"id": "A2", "given_name": "Mahato", "sex": "F", "date": "2024-05", "place": "Bihar", "companions": "Gita; Rekha"},
    {"id": "A3", "given_name": "Kavita", "family_name": "Oraon", "age": "8 months", "height_cm": "70", "phone": "t2",
     "marks": "scar:left cheek; mole:chin; tattoo:right hand"},
    {"id": "A4"},
]  # fmt: skip
FOUND = [
    {"id": "B1", "given_name": "Mahato", "family_name": "Sunita", "sex": "M", "age": "15", "date": "2024-06-01",
     "height_cm": "152", "phone": "t1;t3", "companions": "Rekha", "spouse_name": "Mohon", "place": "Patna"},
    {"id": "B2", "given_name": "Sunita", "sex": "F", "height_cm": "158", "companions": "Rikha", "place": "Bihar"},
    {"id": "B3", "family_name": "Oraon", "date": "2024-04-01", "marks": "scar:right cheek; mole:chin"},
    {"id": "B4"},
    {"id": "B5", "given_name": "Oraon", "age": "1", "marks": "scar:left cheek; mole:chin; tattoo:right hand"},
]  # fmt: skip


@pytest.fixture(scope="module")
def registers():
    state = simulate(Size(100, 70, 30), 7)

    def whole(table: pa.Table, more: list[dict[str, str]]) -> pa.Table:
        columns = [*table.column_names, "height_cm", "phone", "companions", "spouse_name"]
        rows = [{name: row.get(name) for name in columns} for row in (*table.to_pylist(), *more)]
        return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in columns]))

    return encode(whole(state.missing, MISSING)), encode(whole(state.found, FOUND))


@pytest.fixture(scope="module")
def by_kernel(registers):
    return link(*registers, Weights.prior(), best=len(registers[0])).pairs


def _agree(other: pa.Table, kernel: pa.Table) -> None:
    keys = ["left_row", "right_row", "rank", "pattern", "left", "right"]
    assert other.select(keys).to_pylist() == kernel.select(keys).to_pylist()
    apart = np.abs(other["weight"].to_numpy() - kernel["weight"].to_numpy())
    assert apart.max() <= BITS
    assert np.abs(other["probability"].to_numpy() - kernel["probability"].to_numpy()).max() <= BITS


def test_registers_of_this_test_meet_every_kind_of_blank_and_level(by_kernel):
    patterns = np.array(by_kernel["pattern"].to_pylist())
    assert ((patterns < 0).any(axis=0)).all()
    assert ((patterns >= 0).any(axis=0)).all()
    levels = {int(each) // CLASSES for each in patterns[:, 0]}
    assert {field_of("given").level(name) for name in ("same", "swapped", "crossed", "other")} <= levels
    assert (patterns[:, 12] // CLASSES == field_of("marks").level("several"))[patterns[:, 12] >= 0].any()


def test_splink_on_duckdb_weighs_every_pair_as_the_kernel(registers, by_kernel):
    _agree(link(*registers, Weights.prior(), best=len(registers[0]), engine="splink").pairs, by_kernel)


def test_splink_that_sees_few_pairs_still_gives_each_row_its_best(registers, monkeypatch):
    monkeypatch.setattr(engine, "ALL_PAIRS", 0)
    few = link(*registers, Weights.prior(), best=3, engine="splink").pairs
    all_pairs = link(*registers, Weights.prior(), best=3).pairs
    assert few["right_row"].to_pylist() == all_pairs["right_row"].to_pylist()
    same = np.array(few["left_row"].to_pylist()) == np.array(all_pairs["left_row"].to_pylist())
    assert same[np.array(all_pairs["probability"].to_pylist()) > 0.5].all()  # the likely ones share a word


def test_duplicates_are_the_same_by_both_engines(registers):
    found = [link(registers[1], None, Weights.prior(), best=4, engine=name).pairs for name in ("kernel", "splink")]
    _agree(found[1], found[0])


def _lacks_spark() -> str:
    if shutil.which("java") is None:
        return "SPARK NOT TESTED: there is no Java on this machine. The engine spark stands unproven here."
    if importlib.util.find_spec("pyspark") is None:
        return "SPARK NOT TESTED: pyspark is not installed (pip install 'samanvay[spark]'). Unproven here."
    return ""


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of Spark's own making
def test_splink_on_spark_weighs_every_pair_as_the_kernel(registers, by_kernel, capfd):
    if lacking := _lacks_spark():
        with capfd.disabled():  # a skipped test is silent, and this one must not be
            print(f"\n{lacking}", file=sys.stderr)
        pytest.skip(lacking)
    _agree(link(*registers, Weights.prior(), best=len(registers[0]), engine="spark").pairs, by_kernel)


def test_spark_that_is_not_there_is_told_in_a_sentence(registers, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(engine.EngineMissing, match=r"pip install 'samanvay\[spark\]'"):
        link(*registers, Weights.prior(), engine="spark")
