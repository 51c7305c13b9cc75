"""Examples side by side, filled up to one size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from examples import Example
from torch import Tensor

from samanvay_insight.extract.learned.candidates import KINDS
from samanvay_insight.extract.learned.pieces import BEGIN, END, PAD, UNKNOWN
from samanvay_insight.extract.learned.roles import apart
from samanvay_insight.extract.learned.signals import ASIDES, EVENTS

NEVER = -1e4
# So often a piece is not known, so that none is leaned on.
UNKNOWN_PIECES = 0.04


def batch(some: Sequence[Example]) -> dict[str, Tensor]:
    """The input of a batch to learn from. N examples, T pieces, M1 mentions and E1 names with "not said"."""
    made = [_arrays(one) for one in some]
    length = max(len(a["numbers"]) for a in made)
    numbers = np.full((len(made), length), PAD, dtype=np.int64)
    mask = np.zeros((len(made), 1, 1, length), dtype=bool)
    out = {
        name: _filled([a[name] for a in made], NEVER if name == "own" else 0.0)
        for name in ("on_pieces", "on_places", "spans", "counts", "days", "apart", "near", "own", "unsaid")
    }
    for name, axis in (("on_pieces", 1), ("spans", 2), ("counts", 2), ("days", 2), ("near", 1)):
        assert out[name].shape[axis] == length
    for row, arrays in enumerate(made):
        said = arrays["numbers"]
        unknown = (np.random.rand(len(said)) < UNKNOWN_PIECES) & (said > UNKNOWN)
        numbers[row, : len(said)] = np.where(unknown, UNKNOWN, said)
        mask[row, ..., : len(said)] = True
    beyond = np.where(mask[:, 0, 0], 0.0, NEVER).astype(np.float32)
    given = {name: torch.from_numpy(value) for name, value in out.items()}
    return given | {
        "numbers": torch.from_numpy(numbers),
        "mask": torch.from_numpy(mask),
        "beyond": torch.from_numpy(beyond),
    }


def targets(some: Sequence[Example]) -> dict[str, Tensor]:
    """What should come out of the batch."""
    many = len(some)
    mentions = 1 + max(len(one.told.found) for one in some)
    names = 1 + max(len(one.told.names) for one in some)
    counts = 2 + max(len(one.told.counts) for one in some)
    days = 1 + max(len(one.told.days) for one in some)
    kinds, candidate = np.zeros((many, mentions), np.int64), np.zeros((many, mentions), np.float32)
    allowed = np.zeros((many, mentions, 1 + len(KINDS)), bool)
    allowed[..., 0] = True
    moved, pair = np.zeros((many, names, names), np.float32), np.zeros((many, names, names), np.float32)
    happened, name = np.zeros((many, names, len(EVENTS)), np.float32), np.zeros((many, names, 1), np.float32)
    counted = np.ones((many, names, len(EVENTS)), np.float32)
    aside = np.zeros((many, len(ASIDES)), np.float32)
    stops: list[tuple[int, int, int, int, float]] = []
    moves: list[tuple[int, int, int, float]] = []
    events: list[tuple[int, int, int, float]] = []
    right: dict[str, list[np.ndarray]] = {k: [] for k in ("moved_count", "moved_day", "happened_count", "happened_day")}
    for row, one in enumerate(some):
        told, found, said = one.told, len(one.told.found), len(one.told.names)
        kinds[row, :found], candidate[row, :found], allowed[row, :found, 1:] = one.kinds, one.judged, told.kinds
        pair[row, :said, : said + 1] = 1 - np.eye(said, said + 1)
        name[row, : said + 1] = 1
        aside[row] = one.aside
        for source, goal in one.disputed_moves:
            pair[row, source, goal] = 0
        for place, kind in one.disputed_events:
            counted[row, place, kind] = 0
        for move in one.moved:
            moved[row, move.source, move.goal] = 1
            moves.append((row, move.source, move.goal, float(move.hearsay)))
            stops += [
                (row, move.source, stop, move.goal, float(stop in move.stops))
                for stop in range(said)
                if stop not in (move.source, move.goal)
            ]
            right["moved_count"].append(_right_count(one, move.people, counts))
            right["moved_day"].append(_right_day(one, move.day, days))
        for event in one.happened:
            happened[row, event.place, event.kind] = 1
            events.append((row, event.place, event.kind, float(event.hearsay)))
            right["happened_count"].append(_right_count(one, event.people, counts))
            right["happened_day"].append(_right_day(one, event.day, days))
    wanted = {"kinds": kinds, "candidate": candidate, "allowed": allowed, "moved": moved, "pair": pair}
    wanted |= {"happened": happened, "name": name * counted, "aside": aside}
    out = {key: torch.from_numpy(value) for key, value in wanted.items()}
    for key, rows, last in (
        ("stops", stops, "stops"),
        ("moved", moves, "moved_by_hearsay"),
        ("happened", events, "happened_by_hearsay"),
    ):
        width = 5 if key == "stops" else 4
        table = np.array(rows, dtype=np.float32).reshape(-1, width)
        out[key + "_at"] = torch.from_numpy(table[:, :-1].astype(np.int64)).unbind(1)  # type: ignore[assignment]
        out[last] = torch.from_numpy(table[:, -1].copy())
    for key, values in right.items():
        width = counts if key.endswith("count") else days
        out[key] = torch.from_numpy(np.array(values, dtype=np.int64).reshape(-1, width))
    return out


def _right_count(one: Example, people: int | None, width: int) -> np.ndarray:
    said = [people is None, people == 1, *(count.value == people for _, _, count in one.told.counts)]
    return np.array([*map(int, said), *[-1] * (width - len(said))], dtype=np.int64)


def _right_day(one: Example, day: str | None, width: int) -> np.ndarray:
    said = [day is None, *(value == day for _, _, value in one.told.days)]
    return np.array([*map(int, said), *[-1] * (width - len(said))], dtype=np.int64)


def _arrays(one: Example) -> dict[str, np.ndarray]:
    """The arrays of an example, made once; as `roles.scores` makes them."""
    if one.arrays:
        return one.arrays
    told = one.told
    length, places, many = len(told.pieces) + 2, len(told.found), len(told.names)
    on_pieces = np.zeros((length, told.piece_signals.shape[1]), np.float32)
    on_pieces[1:-1] = told.piece_signals
    on_places = np.zeros((places + 1, told.place_signals.shape[1]), np.float32)
    on_places[:places] = told.place_signals
    last = told.sentence[-1:] if len(told.sentence) else [0]
    sentence = np.concatenate([[0], told.sentence, last]).astype(np.int64)
    at, index = np.append(told.spans[:, 0] + 1, 0), np.arange(places + 1)
    between = apart(at[:, None], sentence[at][:, None], index[:, None], at, sentence[at], index)
    between[places], between[:, places] = 0, 0
    near = apart(np.arange(length)[:, None], sentence[:, None], np.zeros((length, 1)), at, sentence[at], 0 * at)
    near[:, places] = 0
    names = np.append(told.name_of, many).astype(int)
    own = np.full((places + 1, many + 1), NEVER, np.float32)
    own[index, names] = 0
    spans = np.zeros((places + 1, length), np.float32)
    spans[:places] = _means([(a, b) for a, b in told.spans.tolist()], length)
    one.arrays = {
        "numbers": np.concatenate([[BEGIN], told.numbers, [END]]).astype(np.int64),
        "on_pieces": on_pieces,
        "on_places": on_places,
        "apart": between.astype(np.float16),
        "near": near.astype(np.float16),
        "own": own,
        "unsaid": (index == places).astype(np.float32),
        "spans": spans,
        "counts": _means([(a, b) for a, b, _ in told.counts], length),
        "days": _means([(a, b) for a, b, _ in told.days], length),
    }
    return one.arrays


def _means(spans: Sequence[tuple[int, int]], length: int) -> np.ndarray:
    """Rows that take the mean over each span of pieces; the first piece of all is one before the text."""
    rows = np.zeros((len(spans), length), np.float32)
    for row, (start, end) in enumerate(spans):
        rows[row, start + 1 : end + 1] = 1 / (end - start)
    return rows


def _filled(arrays: Sequence[np.ndarray], value: float) -> np.ndarray:
    shape = tuple(max(a.shape[axis] for a in arrays) for axis in range(arrays[0].ndim))
    out = np.full((len(arrays), *shape), value, np.float32)
    for row, one in enumerate(arrays):
        out[(row, *(slice(0, size) for size in one.shape))] = one
    return out
