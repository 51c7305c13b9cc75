"""Missing and found persons compared: levels as a careful officer would set them, exactness, and ugly input."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay_insight.linkage import (
    COLUMNS,
    FIELDS,
    Band,
    Coded,
    Index,
    Weights,
    band,
    encode,
    explain,
    learn,
    learn_known,
    match_one,
    probabilities,
    top_matches,
)
from samanvay_insight.linkage.assignment import one_to_one
from samanvay_insight.linkage.labels import Labels
from samanvay_insight.linkage.layout import face
from samanvay_insight.linkage.linking import link
from samanvay_insight.linkage.model import NAMES
from samanvay_insight.linkage.pairs import all_patterns, weights_of
from samanvay_insight.linkage.search import LEAST_BITS, k_best, parts_of
from samanvay_insight.simulate import Size, simulate

PRIOR = Weights.prior()
STEPS = 256


def table(*records: dict[str, Any]) -> pa.Table:
    """Give records as a table; a record without an id gets its place."""
    names = ("id", *COLUMNS)
    rows = [{"id": str(at), **record} for at, record in enumerate(records)]
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


def levels(missing: dict[str, Any], found: dict[str, Any]) -> dict[str, str]:
    """Give the level of each known field between two records."""
    left, right = encode(table(missing)), encode(table(found))
    parts = parts_of(left)
    pattern = all_patterns(parts, face(parts, right), np.array([0]), np.array([0]))[0]
    return {reason.field: reason.level for reason in explain(pattern.tolist(), PRIOR)}


@pytest.fixture(scope="module")
def state() -> Any:
    """A small simulated state whose registers no weight was learned on."""
    return simulate(Size(300, 1_200, 240), 104)


@pytest.fixture(scope="module")
def registers(state: Any) -> Any:
    return encode(state.missing), encode(state.found)


@pytest.mark.parametrize(
    ("missing", "found", "field", "expected"),
    [
        ({"given_name": "Sunita Devi"}, {"given_name": "सुनीता"}, "given", "same"),
        ({"given_name": "Guddi urf Sunita"}, {"given_name": "Sunita"}, "given", "same"),
        ({"given_name": "Lakshmi Rani"}, {"given_name": "Rani Laxmi"}, "given", "same"),
        ({"given_name": "Meena", "aliases": "Guddi; Chhoti"}, {"given_name": "গুড্ডি"}, "given", "same"),
        ({"given_name": "Sunita"}, {"given_name": "Rekha"}, "given", "other"),
        ({"given_name": "Devi"}, {"given_name": None}, "given", None),
        ({"father_name": "Ram Lal"}, {"father_name": "रामलाल"}, "father", "same"),
        ({"given_name": "Man Bahadur Tamang"}, {"given_name": "मानबहादुर"}, "given", "same"),
        ({"given_name": "रामप्रसाद"}, {"given_name": "Ram Parsad"}, "given", "same"),
        ({"given_name": "Man Bahadur"}, {"given_name": "Tek Bahadur"}, "given", "other"),
        ({"given_name": "Man Bahadur"}, {"given_name": "Dhanbahadur"}, "given", "other"),
        ({"given_name": "Krishnabahadur"}, {"given_name": "Krishnaprasad"}, "given", "other"),
        ({"given_name": "Bahadur"}, {"given_name": "बहादुर"}, "given", "same"),
        ({"sex": "महिला"}, {"sex": "F"}, "sex", "same"),
        ({"sex": "girl"}, {"sex": "Male"}, "sex", "other"),
        ({"place": "Bahraich"}, {"place": "बहराइच"}, "place", "same"),
        ({"place": "Bahraich"}, {"place": "Shravasti"}, "place", "near"),
        ({"place": "Bahraich"}, {"place": "Uttar Pradesh"}, "place", "within"),
        ({"place": "Bahraich", "other_places": "Patna"}, {"place": "Patna"}, "place", "same"),
        ({"language": "Bhojpuri;Hindi"}, {"language": "हिन्दी"}, "language", "same"),
        ({"marks": "scar:left cheek; mole:chin"}, {"marks": "mole:chin; scar:left cheek"}, "marks", "several"),
        ({"marks": "scar:left cheek"}, {"marks": "scar:right cheek"}, "marks", "near"),
        ({"marks": "cut:left hand"}, {"marks": "scar:left hand"}, "marks", "near"),
        ({"marks": "tattoo:neck"}, {"marks": "mole:chin"}, "marks", "other"),
        ({"phone": "a1;b2"}, {"phone": "b2"}, "phone", "same"),
        ({"companions": "Ravi Kumar; Pooja"}, {"companions": "पूजा"}, "companions", "same"),
        ({"spouse_name": "Mohan"}, {"spouse_name": "Mohan"}, "spouse", "same"),
    ],
)
def test_level_of_words(missing: dict[str, Any], found: dict[str, Any], field: str, expected: str | None) -> None:
    assert levels(missing, found).get(field) == expected


def test_swapped_names_speak_once() -> None:
    missing = {"given_name": "Sunita", "family_name": "Chauhan"}
    found = levels(missing, {"given_name": "Chauhan", "family_name": "Sunita"})
    assert found["given"] == "swapped"
    assert "family" not in found
    assert levels(missing, {"given_name": "Chauhan"})["given"] == "crossed"
    assert levels({"family_name": "Sunita"}, {"given_name": "Sunita"})["given"] == "same", (
        "a lone name is the given one"
    )


@pytest.mark.parametrize(
    ("age", "on", "expected"),
    [
        ("12", "2024-06-01", "same"),
        ("14", "2026-06-01", "same"),  # two years on
        ("13-16", "2026-06-01", "same"),
        ("12", "2026-06-01", "year"),
        ("10", "2026-06-01", "four_years"),
        ("25", "2024-07-01", "far"),
        ("14", None, None),
    ],
)
def test_age_grows_with_the_time_between(age: str, on: str | None, expected: str | None) -> None:
    found = levels({"age": "12", "date": "2024-06-01"}, {"age": age, "date": on})
    assert found.get("age") == expected


def test_guessed_age_is_a_wider_span() -> None:
    missing = {"age": "12", "date": "2024-06-01"}
    found = {"age": "14", "date": "2024-06-01"}
    assert levels(missing, found)["age"] == "year"
    assert levels(missing, {**found, "age_is_told": "no"})["age"] == "same"


def test_height_agrees_with_growth() -> None:
    missing = {"age": "10", "height_cm": "135", "sex": "M", "date": "2022-01-01"}
    assert levels(missing, {"age": "14", "height_cm": "158", "sex": "M", "date": "2026-01-01"})["height"] == "same"
    assert levels(missing, {"age": "14", "height_cm": "136", "sex": "M", "date": "2026-01-01"})["height"] == "other"


def test_found_before_missing_is_never_proposed() -> None:
    everything = {"given_name": "Sunita", "family_name": "Chauhan", "father_name": "Ramlal", "mother_name": "Phoolmati",
                  "sex": "F", "place": "Bahraich", "marks": "scar:chin; tattoo:neck", "phone": "x"}  # fmt: skip
    left = encode(table({**everything, "date": "2026-03-10"}))
    for on, proposed in (("2026-03-01", 0), ("2026-03-08", 1), ("2026-03", 1)):
        assert top_matches(left, encode(table({**everything, "date": on})), PRIOR).num_rows == proposed, on


def test_rare_agreement_weighs_more() -> None:
    crowd = [{"given_name": "Sunita", "marks": "scar:chin"}] * 300 + [{"given_name": "Mandakini", "marks": "burn:neck"}]
    left = encode(table(*crowd))

    def bits(record: dict[str, Any], field: str) -> float:
        found = top_matches(left, encode(table(record)), PRIOR, 1, at_least=-20)
        return next(r.bits for r in explain(found["pattern"][0].as_py(), PRIOR) if r.field == field)

    assert bits({"given_name": "Mandakini", "marks": "burn:neck"}, "given") > 4 + bits(
        {"given_name": "Sunita"}, "given"
    )
    assert bits({"marks": "burn:neck"}, "marks") > 4 + bits({"marks": "scar:chin"}, "marks")


def test_search_is_exact(registers: Any) -> None:
    left, right = registers
    parts = parts_of(left)
    facing = face(parts, right)
    ours, theirs = np.arange(len(left)), np.arange(len(right))
    every = all_patterns(parts, facing, np.repeat(ours, len(right)), np.tile(theirs, len(left)))
    weight = weights_of(every, PRIOR).reshape(len(left), len(right))
    rows, found, held = k_best(parts, facing, PRIOR, 12, LEAST_BITS)
    for at in theirs:
        order = np.lexsort((ours, -weight[:, at]))[:12]
        order = order[weight[order, at] >= LEAST_BITS * STEPS]
        assert rows[at, : held[at]].tolist() == order.tolist()
        assert found[at, : held[at]].tolist() == weight[order, at].tolist()


def test_parts_find_the_same(registers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = registers
    whole = top_matches(left, right, PRIOR, 5)
    monkeypatch.setattr("samanvay_insight.linkage.layout.PART", 170)
    assert len(parts_of(left)) > 5
    assert top_matches(left, right, PRIOR, 5).equals(whole)


def test_reasons_sum_to_the_weight(registers: Any) -> None:
    found = top_matches(*registers, PRIOR, 3).to_pylist()
    assert len(found) > 300
    for pair in found:
        reasons = explain(pair["pattern"], PRIOR)
        assert sum(reason.bits for reason in reasons) == pair["weight"]
        assert all(reason.en and reason.hi and reason.field in NAMES for reason in reasons)


def key(found: pa.Table) -> list[Any]:
    """Give what is proposed, without row numbers."""
    columns = ("right", "left", "rank", "weight", "probability", "pattern")
    return sorted(zip(*(map(str, found[name].to_pylist()) for name in columns), strict=True))


def test_index_that_grew_and_shrank_equals_a_new_one(state: Any, registers: Any) -> None:
    left, right = registers
    expected = key(top_matches(left, right, PRIOR))
    index = Index.build(left.take(np.arange(700)))
    for first in range(700, 1_200, 100):
        index.add(encode(state.missing.slice(first, 100)))
    others = state.found.set_column(0, "id", pa.array([f"X{at}" for at in range(240)]))
    index.add(encode(others))
    assert key(match_one(index, right, PRIOR)) != expected
    assert index.drop(others["id"].to_pylist()) == 240
    assert key(match_one(index, right, PRIOR)) == expected
    kept = index.to_bytes()
    assert key(match_one(Index.from_bytes(kept), right, PRIOR)) == expected
    index.add(encode(state.missing.slice(0, 10)))
    assert len(index) == 1_200, "an id stands once"


def test_dropped_words_leave_the_bytes() -> None:
    index = Index.build(encode(table({"id": "a", "phone": "secret-token"}, {"id": "b", "phone": "other-token"})))
    index.drop(["a"])
    words = Index.from_bytes(index.to_bytes()).vocabularies["phone"].tokens
    assert words == ["other-token"]
    with pytest.raises(ValueError, match="no index"):
        Index.from_bytes(b"something else")


def test_pair_weighs_the_same_from_either_side(state: Any, registers: Any) -> None:
    left, right = registers
    missing = Index.build(left)
    forward = weights_by_pair(top_matches(left, right, PRIOR, 20))
    turned = match_one(Index.build(right, "found"), left, PRIOR, 5, register=missing)
    both = {pair: weight for pair, weight in weights_by_pair(turned).items() if pair in forward}
    assert len(both) > 150
    assert all(forward[pair] == weight for pair, weight in both.items())


def weights_by_pair(found: pa.Table) -> dict[tuple[str, str], float]:
    """Give the weight of each proposed pair."""
    columns = (found[name].to_pylist() for name in ("left", "right", "weight"))
    return {(ours, theirs): weight for ours, theirs, weight in zip(*columns, strict=True)}


def test_true_pairs_are_found_and_probabilities_are_true(state: Any, registers: Any) -> None:
    links = state.truth_links.to_pydict()
    truth = dict(zip(links["found_id"], links["missing_id"], strict=True))
    found = top_matches(*registers, PRIOR, 10)
    true = np.array(
        [truth.get(r) == m for m, r in zip(found["left"].to_pylist(), found["right"].to_pylist(), strict=True)]
    )
    rank, told = found["rank"].to_numpy(), found["probability"].to_numpy()
    assert true.sum() >= 0.95 * len(truth)
    assert (true & (rank == 1)).sum() >= 0.88 * len(truth)
    assert true[(rank == 1) & (told >= 0.9)].mean() >= 0.93
    assert abs(told[rank == 1].sum() - true[rank == 1].sum()) <= 0.06 * (rank == 1).sum()


def thinned(state: Any, registers: Any, share: float) -> tuple[Any, Any, np.ndarray]:
    """Give the registers with so many of the found that this share is known, and the true left row of each, or -1."""
    left, right = registers
    links = state.truth_links.to_pydict()
    at = {each: row for row, each in enumerate(left.ids.to_pylist())}
    missing = dict(zip(links["found_id"], links["missing_id"], strict=True))
    of = np.array([at.get(missing.get(each), -1) for each in right.ids.to_pylist()])
    known, strange = np.flatnonzero(of >= 0), np.flatnonzero(of < 0)
    most = round(len(strange) * share / (1 - share)), round(len(known) * (1 - share) / share)
    kept = np.sort(np.concatenate([known[: most[0]], strange[: most[1]]]))
    return left, right.take(kept), of[kept]


def log_loss(pairs: pa.Table, of: np.ndarray) -> np.ndarray:
    """Give for each right row how surprising the truth is: its left row, or that it has none."""
    left, right, chance = (pairs[name].to_numpy() for name in ("left_row", "right_row", "probability"))
    none = 1 - np.bincount(right, chance, minlength=len(of))
    hit = of[right] == left
    none[right[hit]] = chance[hit]
    loss: np.ndarray = -np.log(np.clip(none, 1e-6, 1))
    return loss


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_share_of_known_is_learned_and_makes_probabilities_truer(state: Any, registers: Any, share: float) -> None:
    left, right, of = thinned(state, registers, share)
    learned, fixed = link(left, right), link(left, right, known=0.6)
    assert learned.weights.known == pytest.approx(share, abs=0.15)
    assert learn_known(left, right).known == pytest.approx(learned.weights.known, abs=0.01)
    assert learn_known(Index.build(left), right).known == pytest.approx(learned.weights.known, abs=0.01)
    assert fixed.weights.known == 0.6
    assert log_loss(learned.pairs, of).mean() < log_loss(fixed.pairs, of).mean() + 0.002
    assert link(left, right, learned.weights).weights.known == pytest.approx(learned.weights.known, abs=1e-6)


def test_few_found_or_such_of_whom_nothing_is_told_leave_the_share_as_it_was(registers: Any) -> None:
    left, right = registers
    assert link(left, right.take(np.arange(2))).weights.known == pytest.approx(0.6, abs=0.06)
    blank = encode(table(*[{"sex": "F", "age": "14", "date": "2026-01-01"}] * 50))
    assert link(left, blank).weights.known == pytest.approx(0.6)
    for wrong in (0, 1, float("nan")):
        with pytest.raises(ValueError, match="known is a share"):
            link(left, right, known=wrong)


def test_judged_pairs_mend_probabilities_of_pairs_that_nobody_judged(state: Any, registers: Any) -> None:
    left, right, of = thinned(state, registers, 0.5)
    wrong = replace(PRIOR, slope=1.6, shift=2.0)  # far too sure
    before = link(left, right, wrong)
    rows, ours, rank = (before.pairs[name].to_numpy() for name in ("right_row", "left_row", "rank"))
    half = np.arange(len(of)) % 2 == 0
    at = np.flatnonzero((rank == 1) & half[rows])
    judged = Labels(ours[at], rows[at].astype(np.int64), of[rows[at]] == ours[at])
    after = link(left, right, wrong, labels=judged)
    assert log_loss(after.pairs, of)[~half].mean() < 0.8 * log_loss(before.pairs, of)[~half].mean()
    again = link(left, right, after.weights)  # the weights that are kept give the same probabilities
    assert again.pairs["probability"].to_numpy() == pytest.approx(after.pairs["probability"].to_numpy(), abs=1e-4)
    few = Labels(judged.left[:3], judged.right[:3], judged.same[:3])
    confirmed = Labels(judged.left[judged.same], judged.right[judged.same], judged.same[judged.same])
    for labels in (few, confirmed):  # only confirmed ones would make every other pair look likelier
        assert link(left, right, labels=labels).weights.to_json() == link(left, right).weights.to_json()


def test_judged_pairs_of_one_register_do_not_compete(registers: Any) -> None:
    left, _ = registers
    twice = left.take(np.arange(60))
    wrong = replace(PRIOR, shift=6.0)
    before = link(twice, None, wrong)
    rows = before.pairs.sort_by([("weight", "descending")]).slice(0, 50)
    judged = Labels(rows["left_row"].to_numpy(), rows["right_row"].to_numpy(), np.zeros(50, dtype=bool))
    after = link(twice, None, wrong, labels=judged)
    assert after.weights.shift < wrong.shift
    assert after.pairs["probability"].to_numpy().sum() < before.pairs["probability"].to_numpy().sum()


def test_learning_recovers_what_was_planted() -> None:
    """Registers whose found have another mother in a third of the matches: m of the mother's name follows."""
    random = np.random.default_rng(3)
    first, second = ("Sunita Rekha Pooja Mamta Kavita Geeta Anju Sapna", "Ramlal Mohan Dinesh Suresh Jagdish Bechan")
    mothers, places = "Phoolmati Kamla Vimla Shanti Urmila Savitri", "Bahraich Patna Gonda Gaya Basti Ballia"
    people = [
        {"given_name": random.choice(first.split()), "father_name": random.choice(second.split()),
         "mother_name": random.choice(mothers.split()), "place": random.choice(places.split()),
         "age": str(random.integers(6, 19)), "date": "2026-01-01", "marks": f"scar:{random.integers(60)}"}
        for _ in range(1_500)
    ]  # fmt: skip
    found = [{**person, "mother_name": "Dhanpatti" if at % 3 == 0 else person["mother_name"]}
             for at, person in enumerate(people[:900])]  # fmt: skip
    learned = learn(encode(table(*people)), encode(table(*found)), PRIOR)
    other = -1
    assert PRIOR.m["mother"][other] < 0.05
    assert learned.m["mother"][other] == pytest.approx(1 / 3, abs=0.08)
    assert learned.m["father"][other] < 0.06
    assert learned.known > 0.8


def test_one_to_one_gives_each_sister_her_own() -> None:
    home = {"family_name": "Chauhan", "father_name": "Ramlal", "mother_name": "Phoolmati", "place": "Bahraich",
            "date": "2026-03-01", "sex": "F"}  # fmt: skip
    crowd = [{"given_name": "Rekha", "father_name": "Mohan", "place": "Patna"}] * 40
    left = encode(
        table({"id": "S", "given_name": "Sunita", **home}, {"id": "G", "given_name": "Geeta", **home}, *crowd)
    )
    right = encode(table({"id": "s", "given_name": "Sunita", **home}, {"id": "?", **home}))
    found = top_matches(left, right, PRIOR, 5, assign=True).to_pylist()
    assert {(pair["left"], pair["right"]) for pair in found if pair["assigned"]} == {("S", "s"), ("G", "?")}


def test_assignment_beats_the_greedy_one() -> None:
    chosen = one_to_one(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([0.9, 0.8, 0.85]))
    assert chosen.tolist() == [False, True, True]


def test_candidates_share_what_is_certain() -> None:
    told = probabilities(np.array([40.0, 40.0]), np.array([0, 0]), PRIOR, 1_000)
    assert told.tolist() == pytest.approx([0.5, 0.5], abs=1e-3)
    alone = probabilities(np.array([40.0, 40.0]), np.array([0, 1]), PRIOR, 1_000)
    assert (alone > 0.99).all()
    assert [band(p) for p in (0.95, 0.5, 0.1)] == [Band.STRONG, Band.LOOK, Band.WEAK]


def test_weights_are_kept_as_text_and_refused_when_broken() -> None:
    again = Weights.from_json(PRIOR.to_json())
    assert all((again.steps[name] == PRIOR.steps[name]).all() for name in NAMES)
    with pytest.raises(ValueError, match="given needs m"):
        Weights.from_json('{"fields": {}}')
    for field in FIELDS:
        assert PRIOR.m[field.name].sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("size", [(0, 0), (0, 3), (5, 0), (1, 1), (5, 3)])
def test_tiny_and_blank_registers(size: tuple[int, int]) -> None:
    left, right = (encode(table(*[{}] * rows)) for rows in size)
    assert top_matches(left, right, PRIOR, assign=True).num_rows <= size[0] * size[1]
    learned = learn(left, right, PRIOR)
    assert all(learned.m[name] == pytest.approx(PRIOR.m[name], abs=0.02) for name in NAMES)
    assert match_one(Index.build(left), right, PRIOR).num_rows <= size[0] * size[1]
    named = encode(table({"given_name": "Sunita", "sex": "F"}))
    assert top_matches(named, right, PRIOR).num_rows <= 10


UGLY = ("14", "-3", "9" * 30, "2026-02-30", "١٤", "10-", "2026-13", ";;", "0-120", "\x00", "@", "scar:", "²", "9999-12")
anything = st.one_of(st.none(), st.text(max_size=20), st.sampled_from(UGLY))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, anything)), min_size=1, max_size=4))
def test_ugly_input_is_not_known_rather_than_an_error(records: list[dict[str, Any]]) -> None:
    coded = encode(table(*records))
    found = top_matches(coded, coded, PRIOR, 3, assign=True, at_least=-20)
    for pair in found.to_pylist():
        assert sum(reason.bits for reason in explain(pair["pattern"], PRIOR)) == pair["weight"]
        assert 0 <= pair["probability"] <= 1
    assert (
        Index.from_bytes(Index.build(coded).to_bytes()).vocabularies["names"].tokens
        == coded.vocabularies["names"].tokens
    )


def test_record_is_coded_the_same_alone(state: Any, registers: Any) -> None:
    period = (date(2024, 1, 1), date(2026, 12, 31))
    whole = encode(state.missing, period=period)
    assert (encode(state.missing).born == whole.born).mean() < 1, "somebody has an age without a date"
    for at in (0, 17, 400):
        alone = encode(state.missing.slice(at, 1), period=period)
        assert alone.born.tolist() == whole.born[[at]].tolist()
        assert given_of(alone, 0) == given_of(whole, at)


def given_of(coded: Coded, row: int) -> set[str]:
    """Give the tokens of a row's given name."""
    bags = coded.words["given"]
    bag = bags.rows[row]
    return {coded.vocabularies["names"].tokens[token] for token in bags.tokens[bags.starts[bag] : bags.starts[bag + 1]]}
