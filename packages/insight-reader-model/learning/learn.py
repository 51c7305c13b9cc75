"""Learn the numbers of the reader from the narratives.

    pip install --group learn
    python learn.py                       # from the encoder as it came
    python learn.py --on --rounds 6       # go on from the numbers that lie in the product
    python learn.py --on --also MORE.txt --out NEW.npz   # with narratives of an installation beside these

Writes reader.npz of samanvay_insight_reader_model, or the file given by --out, and prints, after each round, how one
narrative in twenty is read that is not learned from. The narratives kept aside under tests/ are not touched.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
from batches import batch, targets
from encoder import dump, dump_words, start
from examples import (
    HOME,
    Example,
    Narrative,
    common_words,
    example,
    is_held_back,
    joined,
    names_of,
    narratives,
    of_the_old_manner,
    renamed,
    scored,
    written_to_learn_from,
)
from network import Network
from torch import Tensor, nn
from torch.nn import functional as F

from samanvay_insight.extract.learned import reader
from samanvay_insight.extract.learned.encoder import Encoder
from samanvay_insight.extract.learned.pieces import Pieces
from samanvay_insight.extract.learned.weights import Learned, closed, learned, shipped
from samanvay_insight.extract.together import read
from samanvay_insight_reader_model import FILE

AT_ONCE = 24
CAP = 30.0


def main() -> None:
    """Learn, write the file, say how well what was not learned from is read."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=12)
    asked.add_argument("--layers", type=int, default=8)
    asked.add_argument("--rate", type=float, default=2.5e-4)
    asked.add_argument("--renamed", type=int, default=2, help="copies of each narrative with other places")
    asked.add_argument("--on", action="store_true", help="go on from the numbers that lie in the product")
    asked.add_argument("--still", type=int, default=0, help="so many layers, from the first, stay as they are")
    asked.add_argument("--all", action="store_true", help="learn from the narratives held back for checking too")
    asked.add_argument("--of-old", type=float, default=0.06, help="share of those of the old manner in a round")
    asked.add_argument("--also", type=Path, action="append", default=[], help="a file of narratives beside these")
    asked.add_argument("--out", type=Path, default=FILE, help="where the numbers go (those in the product)")
    given = asked.parse_args()
    random.seed(7), np.random.seed(7), torch.manual_seed(7)
    fresh, old = written_to_learn_from(), of_the_old_manner()
    check = [n for n in fresh if is_held_back(n)]
    also = _beside(given.also, check)
    common = common_words(fresh + old + also)
    if given.on:
        known = learned()
        pieces = known.pieces
        weights = {name: np.asarray(value, dtype=np.float32) for name, value in known.encoder.weights.items()}
        stored = {name: np.load(shipped())[name] for name in ("pieces", "scores", "normal")} | dump_words(common)
    else:
        said, weights = start((n.text for n in fresh + old + also), given.layers)
        pieces = Pieces(said["letters"], said["scores"], said["normal"])
        stored = dump(said) | dump_words(common)
    kept = [n for n in fresh if given.all or n not in check] + also
    names = names_of(kept + old)
    copies = [[n, *(renamed(n, names) for _ in range(given.renamed))] for n in kept]
    together = [joined(n, kept) for n in random.sample(kept, len(kept) // 8)]
    copies += [[n] for n in together if n is not None]
    learn = _made(copies, pieces, common)
    before = _made([[n, renamed(n, names)] for n in old], pieces, common)
    print(f"{len(learn)} and {len(before)} of the old manner to learn from, {len(check)} to check on", flush=True)
    network = Network(weights)
    network.keep_still(given.still)
    for number, loss in enumerate(_rounds(network, learn, before, given)):
        np.savez(given.out, **closed(network.weights()), **stored)
        print(number + 1, loss, _read(check, network, pieces, common) if check else "", flush=True)


def _beside(files: list[Path], check: list[Narrative]) -> list[Narrative]:
    """The narratives of other files, but for those whose words are among the narratives held back for checking."""
    held_back = {" ".join(n.text.split()) for n in check}
    also = []
    for file in files:
        try:
            found = narratives(file.resolve())
        except (OSError, ValueError) as error:
            sys.exit(f"{file} is not in the form of narratives: {error}")
        if not found:
            sys.exit(f"{file} holds no narrative.")
        also += found
    return [n for n in also if " ".join(n.text.split()) not in held_back]


def _made(copies: list[list[Narrative]], pieces: Pieces, common: frozenset[str]) -> list[list[Example]]:
    """The examples, made on every core at once."""
    with get_context("fork").Pool(initializer=_KNOWN.extend, initargs=((pieces, common),)) as pool:
        return pool.map(_examples, copies, chunksize=32)


_KNOWN: list[Any] = []


def _examples(copies: list[Narrative]) -> list[Example]:
    return [example(one, *_KNOWN) for one in copies]


def _rounds(network: Network, learn: list[list[Example]], before: list[list[Example]], given: argparse.Namespace):  # type: ignore[no-untyped-def]
    rounds, rate, many_before = given.rounds, given.rate, round(given.of_old * len(before))
    slow = network.encoder_parameters()
    own = {id(p) for p in slow}
    quick = [p for p in network.parameters() if id(p) not in own]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": rate}, {"params": quick, "lr": 6 * rate}], weight_decay=0.01)
    many = -(-(len(learn) + many_before) // AT_ONCE)
    steps = rounds * many
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.06 * steps)) * max(0.0, (steps - step) / steps)
    )
    for _ in range(rounds):
        network.train()
        begun, losses = time.monotonic(), Counter[str]()
        for some in _batches(learn + random.sample(before, many_before)):
            parts = _loss(network, some)
            optimiser.zero_grad()
            sum(parts.values()).backward()  # type: ignore[union-attr]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.update({name: float(part.detach()) for name, part in parts.items()})
        yield {name: round(value / many, 3) for name, value in losses.items()} | {
            "seconds": round(time.monotonic() - begun)
        }


def _batches(learn: list[list[Example]]) -> list[list[Example]]:
    """One copy of each example, in batches of about one length, in an order drawn anew."""
    drawn = [random.choice(copies) for copies in learn]
    random.shuffle(drawn)
    window = AT_ONCE * 20
    order = [
        one
        for at in range(0, len(drawn), window)
        for one in sorted(drawn[at : at + window], key=lambda e: len(e.told.pieces))
    ]
    made = [order[at : at + AT_ONCE] for at in range(0, len(order), AT_ONCE)]
    random.shuffle(made)
    return made


def _loss(network: Network, some: list[Example]) -> dict[str, Tensor]:
    """What was missed, by part, per narrative: the kind of each place, movements, events, counts and days."""
    given, wanted = batch(some), targets(some)
    got = network(given)
    loss = F.binary_cross_entropy_with_logits

    def missed(name: str, at: tuple[Tensor, ...], value: Tensor) -> Tensor:
        return loss(got[name][at].clamp(-CAP, CAP), value, reduction="sum")

    kinds = got["kinds"].masked_fill(~wanted["allowed"], -CAP).flatten(0, 1)
    of_kind = F.cross_entropy(kinds, wanted["kinds"].flatten(), reduction="none") * wanted["candidate"].flatten()
    parts = {"kinds": of_kind.sum()}
    pairs = loss(got["moved"].clamp(-CAP, CAP), wanted["moved"], reduction="none") * wanted["pair"]
    row, source, stop, goal = wanted["stops_at"]
    stops = (got["stop_after"][row, source, stop] + got["stop_before"][row, stop, goal]).clamp(-CAP, CAP)
    parts["movements"] = pairs.sum() + loss(stops, wanted["stops"], reduction="sum")
    events = loss(got["happened"].clamp(-CAP, CAP), wanted["happened"], reduction="none") * wanted["name"]
    parts["events"] = events.sum()
    parts["asides"] = loss(got["aside"].clamp(-CAP, CAP), wanted["aside"], reduction="sum")
    row, source, goal = wanted["moved_at"]
    asks = network.asks_for_move(got["names"][row, source], got["names"][row, goal])
    rest = missed("moved_by_hearsay", (row, source, goal), wanted["moved_by_hearsay"])
    rest = (
        rest
        + _pointed(asks, got["counts"][row], wanted["moved_count"])
        + _pointed(asks, got["days"][row], wanted["moved_day"])
    )
    row, place, kind = wanted["happened_at"]
    asks = network.asks_for_event(got["names"][row, place], kind)
    rest = rest + missed("happened_by_hearsay", (row, place, kind), wanted["happened_by_hearsay"])
    rest = rest + _pointed(asks, got["counts"][row], wanted["happened_count"])
    rest = rest + _pointed(asks, got["days"][row], wanted["happened_day"])
    parts["counts and days"] = 0.3 * rest
    return {name: part / len(some) for name, part in parts.items()}


def _pointed(asks: Tensor, keys: Tensor, right: Tensor) -> Tensor:
    """Minus the log of the chance of a right key; `right` (rows, keys): 1 right, 0 wrong, -1 no key."""
    odds = (keys * asks[:, None]).sum(-1) / 6
    every = torch.logsumexp(odds.masked_fill(right < 0, -1e4), 1)
    good = torch.logsumexp(odds.masked_fill(right < 1, -1e4), 1)
    return ((every - good) * (right == 1).any(1)).sum()


def _read(check: list[Narrative], network: Network, pieces: Pieces, common: frozenset[str]) -> str:
    """How the product reads them with the numbers as they are."""
    now = Learned(pieces, Encoder(network.weights(), len(network.layers)), common)
    reader.learned = lambda: now  # type: ignore[assignment]
    score = scored(check, lambda text: read(text, near=HOME).as_json(), whole=False)
    return "  ".join(f"{part} {score[part].precision:.3f} {score[part].recall:.3f}" for part in score)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
