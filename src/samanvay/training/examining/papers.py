"""Papers: questions drawn from the bank by the blueprint, in an order of their own; the same seed, the same paper.

What is drawn is kept with the sitting, with the editions of the questions: a bank that changes changes no paper.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from ..courses.syllabus import DIFFICULTIES, ExaminationRules, QuestionText


@dataclass(frozen=True, slots=True)
class PoolItem:
    """A published question that may be drawn: ``item`` and ``edition`` are ids of rows."""

    item: str
    edition: str
    text: QuestionText


@dataclass(frozen=True, slots=True)
class Line:
    """A question of a paper: ``order`` (and ``matches``) hold the original places of options in the order shown."""

    item: str
    edition: str
    code: str
    module: str
    kind: str
    order: tuple[int, ...]
    matches: tuple[int, ...] = ()

    def said(self) -> dict[str, Any]:
        """Return the line as plain data."""
        return {
            "item": self.item,
            "edition": self.edition,
            "code": self.code,
            "module": self.module,
            "kind": self.kind,
            "order": list(self.order),
            "matches": list(self.matches),
        }


class TooFew(Exception):
    """The bank has fewer published questions than the paper needs."""


def draw(rules: ExaminationRules, pool: Iterable[PoolItem], seed: int, seen: Collection[str] = ()) -> list[Line]:
    """Return a paper: for each module and difficulty of the blueprint so many questions, at random by ``seed``.

    Questions that the person has ``seen`` (ids of items) come last. Where a module has too few of a difficulty, others
    of the module fill up, then others of the course. Those on one vignette stand together. Raises TooFew.
    """
    # Seeded on purpose, so that a paper can be made again; who could guess a seed of 63 bits could read the bank.
    chance = Random(seed)  # noqa: S311
    free: dict[tuple[str, str], list[PoolItem]] = {}
    for each in sorted(pool, key=lambda one: (one.text.code, one.item)):
        free.setdefault((each.text.module, each.text.difficulty), []).append(each)
    for of_kind in free.values():
        chance.shuffle(of_kind)
        of_kind.sort(key=lambda one: one.item in seen)
    chosen: list[PoolItem] = []
    missing: dict[str, int] = {}
    for line in rules.blueprint:
        for difficulty in DIFFICULTIES:
            wanted = getattr(line, difficulty)
            taken = free.get((line.module, difficulty), [])[:wanted]
            del free.get((line.module, difficulty), [])[:wanted]
            chosen += taken
            missing[line.module] = missing.get(line.module, 0) + wanted - len(taken)
    for module, wanted in missing.items():
        chosen += _others(free, wanted, module)
    chosen += _others(free, rules.questions - len(chosen), "")
    if len(chosen) < rules.questions or not chosen:
        raise TooFew
    return [_line(each, chance) for each in _in_order(chosen[: rules.questions], chance)]


def _others(free: Mapping[tuple[str, str], list[PoolItem]], wanted: int, module: str) -> list[PoolItem]:
    found: list[PoolItem] = []
    for (of_module, _difficulty), left in sorted(free.items()):
        if not module or of_module == module:
            while left and len(found) < wanted:
                found.append(left.pop(0))
    return found


def _in_order(chosen: Sequence[PoolItem], chance: Random) -> list[PoolItem]:
    together: dict[str, list[PoolItem]] = {}
    for each in chosen:
        key = each.text.vignette.en if each.text.vignette else each.item
        together.setdefault(key, []).append(each)
    groups = list(together.values())
    chance.shuffle(groups)
    return [each for group in groups for each in group]


def _line(each: PoolItem, chance: Random) -> Line:
    order, matches = list(range(len(each.text.options))), list(range(len(each.text.matches)))
    chance.shuffle(order)
    chance.shuffle(matches)
    if each.text.kind == "ordering" and order == sorted(order) and len(order) > 1:
        order = order[1:] + order[:1]  # shown in the right order it would ask nothing
    return Line(each.item, each.edition, each.text.code, each.text.module, each.text.kind, tuple(order), tuple(matches))
