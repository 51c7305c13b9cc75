"""The library by itself: what it exports, that importing it is light, that its examples are true, what it refuses."""

import doctest
import importlib
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version

import pyarrow as pa
import pytest

import samanvay_insight
import samanvay_insight.roster
from samanvay.config.env import ROOT
from samanvay_insight.linkage import encode
from samanvay_insight.linkage.linking import link

LIBRARY = ROOT / "packages/insight/src"
EXAMPLES = sorted(
    ".".join(path.relative_to(LIBRARY).with_suffix("").parts).removesuffix(".__init__")
    for path in LIBRARY.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_everything_that_is_exported_is_there() -> None:
    assert all(getattr(samanvay_insight, name) is not None for name in samanvay_insight.__all__)
    assert set(samanvay_insight.__all__) <= set(dir(samanvay_insight))
    with pytest.raises(AttributeError, match="no attribute 'encoed'"):
        samanvay_insight.encoed  # noqa: B018


def test_importing_it_loads_nothing_heavy_and_nothing_of_the_product() -> None:
    heavy = "{'numba', 'numpy', 'scipy', 'pyarrow', 'duckdb', 'ortools', 'pandas', 'django', 'samanvay'}"
    program = f"import sys, samanvay_insight; print({heavy} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_version_is_that_of_the_distribution() -> None:
    assert samanvay_insight.__version__ == version("samanvay-insight")


def test_examples_of_the_readme_hold() -> None:
    failed, tried = doctest.testfile(str(ROOT / "packages/insight/README.md"), module_relative=False, encoding="utf-8")
    assert tried > 10
    assert failed == 0


@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_of_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize(
    ("reader", "column"),
    [("encode", "place"), ("legs_of", "place"), ("people_of", "unit_id"), ("centres_of", "seats")],
)
def test_column_that_nothing_reads_is_refused_by_name(reader: str, column: str) -> None:
    rules = samanvay_insight.rules_of({}, start=date(2027, 1, 4))
    more = (rules.calendar,) if reader in ("people_of", "centres_of") else ()
    with pytest.raises(samanvay_insight.UnknownColumn, match="“namme”"):
        getattr(samanvay_insight, reader)(pa.table({column: ["Gonda"], "namme": ["Sunita"]}), *more)


def test_readers_of_files_refuse_unknown_columns() -> None:
    from samanvay_insight.linkage.labels import labels_of
    from samanvay_insight.linkage.reading import register_of

    ids = pa.array(["1"])
    for refused in (
        lambda: register_of(pa.table({"given": ["Sunita"]})),
        lambda: labels_of(pa.table({"left_id": ["1"], "right_id": ["1"], "samee": ["yes"]}), ids, ids),
        lambda: samanvay_insight.panel_of([(2, {"unit": "A", "efort": "1"})], lambda _: None),
    ):
        with pytest.raises(samanvay_insight.UnknownColumn, match=r"is “\w+” meant"):
            refused()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            lambda: samanvay_insight.encode({"given_name": ["Sunita"]}),
            "records is of type dict; expected an Arrow table",
        ),
        (lambda: samanvay_insight.encode("missing.csv"), "records is of type str"),
        (lambda: samanvay_insight.link(pa.table({"id": ["1"]})), "left is of type Table; expected a register in codes"),
        (lambda: samanvay_insight.top_matches({}, {}), "left is of type dict; expected a register in codes"),
        (lambda: samanvay_insight.match_one([], {}), "index is of type list; expected an Index"),
        (lambda: samanvay_insight.legs_of([]), "table is of type list; expected an Arrow table"),
        (lambda: samanvay_insight.read(7), "text is of type int; expected the words of a report"),
        (lambda: samanvay_insight.find_shifts("many"), "counts is no array of numbers; expected series × weeks"),
        (lambda: samanvay_insight.find_shifts([["1", "x"]]), "counts is no array of numbers"),
        (lambda: samanvay_insight.find_shifts([[1], [1, 2]]), "counts is no array of numbers"),
        (lambda: samanvay_insight.find_shifts([[1] * 60], effort="all"), "effort is no array of numbers"),
    ],
)
def test_what_is_of_another_kind_is_refused_by_name(given: Callable[[], object], said: str) -> None:
    with pytest.raises(TypeError, match=re.escape(said)):
        given()


def test_place_that_the_gazetteer_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no place 'district:nowhere'; expected the key of a district or a state"):
        samanvay_insight.read("Three girls were rescued.", near="district:nowhere")


@pytest.mark.parametrize("at_least", [float("nan"), -0.1, 1.5])
def test_probability_that_is_none_is_refused(at_least: float) -> None:
    coded = encode(pa.table({"id": ["1", "2"], "given_name": ["Sunita", "Sunita"]}))
    with pytest.raises(ValueError, match="probability from 0 to 1"):
        link(coded, at_least=at_least)


def test_id_that_stands_twice_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="stand more than once \\(7\\)"):
        encode(pa.table({"id": ["7", "8", "7"], "given_name": ["Sunita", "Rekha", "Meena"]}))


def test_plan_of_lists_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="people"):
        samanvay_insight.roster.plan_roster([], [], None)  # type: ignore[arg-type]
