"""What each place is to the matter: source, stop-over, destination, where what happened; who was counted, on which day.

All is scored between names, over every mention of each (log-sum-exp), so that one clear mention is enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.extract.learned.candidates import KINDS
from samanvay_insight.extract.learned.encoder import Array, Encoder, gelu
from samanvay_insight.extract.learned.signals import ASIDES, EVENTS, Signals

_NEVER = np.float32(-1e4)
_PARTS = 3
MOST, LEAST = 20.0, 1e-6
TOKENS = 20


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-odds, above zero for yes. M candidates; E names and, last, "not said".

    `kinds` (M, 1 + kinds): no place, or one of this kind, as probabilities. `moved` (E + 1, E + 1): from, to.
    `stop_after` and `stop_before` (E + 1, E + 1) add up to a stop-over: source and stop, stop and destination.
    `happened` (E + 1, events); `where_said` (E + 1, events): the piece that says so most, `where_moved` (E + 1, E + 1)
    that of a movement. `aside` (asides): whether the text tells something of the kind that does not count,
    `where_aside` the piece that says so.
    """

    kinds: Array
    moved: Array
    moved_by_hearsay: Array
    stop_after: Array
    stop_before: Array
    happened: Array
    happened_by_hearsay: Array
    where_said: NDArray[np.int64]
    where_moved: NDArray[np.int64]
    aside: Array
    where_aside: NDArray[np.int64]
    names: Array
    counts: Array
    days: Array
    weights: Mapping[str, Array]

    def count_of_move(self, source: int, goal: int, allowed: NDArray[np.bool_]) -> int:
        """Which count is of the persons moved: 0 none, 1 one person, then the counts of the signals in order.

        `allowed` says of each whether it may be.
        """
        return int(np.where(allowed, self.counts @ self._move(source, goal), -np.inf).argmax())

    def day_of_move(self, source: int, goal: int) -> int:
        """Which day is of the journey: 0 none, then the days of the signals in order."""
        return int((self.days @ self._move(source, goal)).argmax())

    def count_of_event(self, place: int, kind: int, allowed: NDArray[np.bool_]) -> int:
        """Which count is of the persons of the event, as in `count_of_move`."""
        return int(np.where(allowed, self.counts @ self._event(place, kind), -np.inf).argmax())

    def day_of_event(self, place: int, kind: int) -> int:
        """Which day is of the event, as in `day_of_move`."""
        return int((self.days @ self._event(place, kind)).argmax())

    def _move(self, source: int, goal: int) -> Array:
        w = self.weights
        asked = (
            w["move_source"] @ self.names[source]
            + w["move_source_bias"]
            + w["move_goal"] @ self.names[goal]
            + w["move_goal_bias"]
        )
        return np.asarray(np.tanh(asked), dtype=np.float32)

    def _event(self, place: int, kind: int) -> Array:
        w = self.weights
        asked = w["event_place"] @ self.names[place] + w["event_place_bias"] + w["event_kind"][kind]
        return np.asarray(np.tanh(asked), dtype=np.float32)


def scores(told: Signals, encoder: Encoder) -> Scores:
    """The scores of a text. Raises nothing; a text without a candidate has scores for "not said" alone."""
    w = encoder.weights
    length = len(told.pieces) + 2
    numbers = np.concatenate([[0], told.numbers, [2]]).astype(np.int64)
    on_pieces = np.zeros((length, told.piece_signals.shape[1]), dtype=np.float32)
    on_pieces[1:-1] = told.piece_signals
    seen = encoder(numbers, on_pieces)
    sentence = np.concatenate([[0], told.sentence, told.sentence[-1:] if len(told.sentence) else [0]]).astype(np.int64)
    places, many = len(told.found), len(told.names)
    spans = [(a + 1, b + 1) for a, b in told.spans.tolist()]
    mean = np.stack([*(seen[a:b].mean(axis=0) for a, b in spans), np.zeros_like(seen[0])])
    known = np.zeros((places + 1, told.place_signals.shape[1]), dtype=np.float32)
    known[:places] = told.place_signals
    mentions = gelu(_linear(w, "mention", np.concatenate([mean, _linear(w, "known", known)], axis=1)))
    mentions[places] = w["not_said"] + seen[0]
    at = np.array([a for a, _ in spans] + [0])
    index = np.arange(places + 1)
    between = apart(at[:, None], sentence[at][:, None], index[:, None], at, sentence[at], index)
    between[places] = 0
    between[:, places] = 0
    names = np.append(told.name_of, many)
    beside = _linear(w, "beside", between)
    both = np.tanh(_linear(w, "first", mentions)[:, None] + _linear(w, "second", mentions)[None] + beside)
    own = np.full((places + 1, many + 1), _NEVER, dtype=np.float32)
    own[index, names] = 0
    width = both.shape[-1] // _PARTS
    agree = _agreement(w, mentions)
    of_parts = [
        both[..., part * width : (part + 1) * width] @ w["parts"][part] + w["parts_bias"][part] + agree[part]
        for part in range(_PARTS)
    ]
    telling, tells = _telling(w, seen, mentions)
    of_parts[0] = of_parts[0] + telling
    pairs = [_by_name(part, own) for part in of_parts]
    hearsay = _by_name((both[..., :width] @ w["hearsay"].T)[..., 0] + w["hearsay_bias"], own)
    near = apart(np.arange(length)[:, None], sentence[:, None], np.zeros((length, 1)), at, sentence[at], 0 * at)
    near[:, places] = 0
    attention = _linear(w, "asking", seen) @ _linear(w, "asked", mentions).T / 8 + _linear(w, "near", near)[..., 0]
    said = np.asarray(attention[:, :, None] + _linear(w, "trigger", seen)[:, None, :], dtype=np.float32)
    alone = _linear(w, "event_out", np.tanh(_linear(w, "event_in", mentions)))
    happened = np.asarray(_log_sum(said, 0) - math.log(TOKENS) + alone[:, : len(EVENTS)], dtype=np.float32)
    asides = _linear(w, "aside", seen)
    of_names = np.exp(own)
    of_names /= of_names.sum(axis=0)
    return Scores(
        _kinds(_linear(w, "kind", mentions)[:places], told.kinds),
        pairs[0],
        hearsay,
        pairs[1],
        pairs[2],
        _log_sum(happened[:, None, :] + own[..., None], 0),
        _log_sum(alone[:, len(EVENTS) :][:, None, :] + own[..., None], 0),
        _where_said(said, happened, own),
        _where_moved(of_parts[0], tells, own),
        np.asarray(_log_sum(asides, 0) - math.log(TOKENS), dtype=np.float32)[: len(ASIDES)],
        np.asarray(asides.argmax(axis=0) - 1, dtype=np.int64),
        of_names.T @ mentions,
        np.concatenate([w["no_count"], _linear(w, "count", _means(seen, told.counts))]),
        np.concatenate([w["no_day"], _linear(w, "day", _means(seen, told.days))]),
        w,
    )


def _telling(w: Mapping[str, Array], seen: Array, mentions: Array) -> tuple[Array, NDArray[np.int64]]:
    """How much some piece of the text tells of a way from one mention to another, and which piece does most.

    Both (M + 1, M + 1): the log of the sum over pieces of what each says of the first, of the second and alone.
    """
    keys = _linear(w, "move_asking", seen)
    alone = _linear(w, "move_trigger", seen)
    start = np.exp(np.minimum(keys @ _linear(w, "move_from", mentions).T / 8 + alone, MOST)).T
    end = np.exp(np.minimum(keys @ _linear(w, "move_to", mentions).T / 8, MOST)).T
    said = np.log(start @ end.T + LEAST) - math.log(TOKENS)
    which = np.stack([(row * end).argmax(axis=1) for row in start]) - 1
    return np.asarray(said, dtype=np.float32), np.asarray(which, dtype=np.int64)


def _agreement(w: Mapping[str, Array], mentions: Array) -> Array:
    """How well two mentions go together in each part (3, M + 1, M + 1): products of vectors (Dozat & Manning, 2017)."""
    meeting, met = (
        _linear(w, name, mentions).reshape(len(mentions), _PARTS, -1).transpose(1, 0, 2) for name in ("meeting", "met")
    )
    return np.asarray(meeting @ met.transpose(0, 2, 1) / 8, dtype=np.float32)


def _linear(w: Mapping[str, Array], name: str, x: Array) -> Array:
    return np.asarray(x @ w[name].T + w[name + "_bias"], dtype=np.float32)


def _means(seen: Array, spans: Sequence[tuple[int, int, object]]) -> Array:
    rows = [seen[a + 1 : b + 1].mean(axis=0) for a, b, _ in spans]
    return np.stack(rows) if rows else np.zeros((0, seen.shape[1]), dtype=np.float32)


def _kinds(odds: Array, allowed: NDArray[np.bool_]) -> Array:
    odds = odds.copy()
    odds[:, 1:][~allowed] = -30
    powers = np.exp(odds - odds.max(axis=1, keepdims=True, initial=-1e4))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32).reshape(-1, 1 + len(KINDS))


def apart(  # type: ignore[no-untyped-def]
    at, sentence, index, other_at, other_sentence, other_index
) -> Array:
    """How two places of the text lie to each other (…, 12): before or after, how far, in which sentence."""
    far, lines, between = other_at - at, other_sentence - sentence, other_index - index
    features = [
        far > 0, far < 0, np.log1p(abs(far)) / 4, lines == 0, lines > 0, lines < 0, abs(lines) == 1, abs(lines) > 1,
        abs(between) == 1, abs(between) == 2, abs(between) > 2, np.ones_like(far),
    ]  # fmt: skip
    return np.stack([np.broadcast_to(f, far.shape) for f in features], axis=-1).astype(np.float32)


def _log_sum(x: Array, axis: int) -> Array:
    top = x.max(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(top, axis) + np.log(np.exp(x - top).sum(axis=axis)), dtype=np.float32)


def _by_name(x: Array, own: Array) -> Array:
    """Scores between mentions (M + 1, M + 1) as scores between names (E + 1, E + 1)."""
    rows = _log_sum(x[:, None, :] + own[:, :, None], 0)
    return _log_sum(rows[:, :, None] + own[None], 1)


def _where_moved(moved: Array, tells: NDArray[np.int64], own: Array) -> NDArray[np.int64]:
    """The piece (first is 0) that says most of each pair of names that persons moved between them."""
    names = own.argmax(axis=1)
    best = np.full((own.shape[1], own.shape[1]), -np.inf, dtype=np.float32)
    which = np.zeros(best.shape, dtype=np.int64)
    for first, source in enumerate(names):
        for second, goal in enumerate(names):
            if moved[first, second] > best[source, goal]:
                best[source, goal], which[source, goal] = moved[first, second], tells[first, second]
    return which


def _where_said(said: Array, happened: Array, own: Array) -> NDArray[np.int64]:
    """The piece (first is 0) that says most of each name and event that it happened there."""
    best = said.argmax(axis=0) - 1
    mention = (happened[:, None, :] + own[..., None]).argmax(axis=0)
    return np.asarray(np.take_along_axis(best, mention, axis=0), dtype=np.int64)
