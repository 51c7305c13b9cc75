"""The search: each room says what of it is found and for whom, as it says its place in the menu."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import latin_digits
from samanvay.kernel.refusals import reason_against

SHOWN = 5
SHORTEST, LONGEST = 2, 80
_BETWEEN = re.compile(r"[^\w\-/.\u0900-\u0963\u0970-\u097f]+|_+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: its words, digits as 0 to 9, without what nobody sees; none where it is nothing to find."""

    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found; ``is_exact`` where it alone was meant, so that the search leads straight to it."""

    words: Any
    url: str
    more: Any = ""
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """The first that were found, how many there are, and the address of the list that shows them all."""

    first: Sequence[Hit]
    count: int
    every: str = ""

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.first)


@dataclass(frozen=True, slots=True)
class Group:
    """What one finder found."""

    name: str
    label: Any
    hits: Hits


Find = Callable[[Actor, Asked], Hits]


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds one sort of thing, for those whom ``may`` lets; ``example`` is what can be typed."""

    name: str
    label: Any
    example: Any
    may: Callable[[Actor], Any]
    order: int
    find: Find


_finders: dict[str, Finder] = {}


def register(name: str, label: Any, *, example: Any, may: Callable[[Actor], Any], order: int) -> Callable[[Find], Find]:
    """Add a finder to the search; a decorator, whose file the room's urls.py imports."""

    def add(find: Find) -> Find:
        _finders[name] = Finder(name, label, example, may, order, find)
        return find

    return add


def asked_of(said: str) -> Asked:
    """Return what a text asks for; nothing where it is longer than anything that can be found, or too short."""
    if len(said) > LONGEST:
        return Asked()
    composed = unicodedata.normalize("NFC", latin_digits(said))
    plain = "".join("-" if unicodedata.category(each) == "Pd" else each for each in composed if not _is_unseen(each))
    words = [word.strip("-/.") for word in _BETWEEN.split(plain)]
    found = Asked(tuple(word for word in words if word))
    return found if len(found.text) >= SHORTEST else Asked()


def _is_unseen(character: str) -> bool:
    """Tell whether nobody sees a character: joiners, marks of direction."""
    return unicodedata.category(character) == "Cf"


def finders_for(actor: Actor) -> list[Finder]:
    """Return what searches for an actor, in order."""
    allowed = [each for each in _finders.values() if not reason_against(each.may, actor)]
    return sorted(allowed, key=lambda each: each.order)


def groups_for(actor: Actor, asked: Asked) -> list[Group]:
    """Return what an actor may see of what fits, by finder; finders without a hit are left out."""
    if not asked.words:
        return []
    found = [Group(each.name, each.label, each.find(actor, asked)) for each in finders_for(actor)]
    return [group for group in found if group.hits.first]


def hits_of(rows: QuerySet[Any] | Sequence[Any], hit: Callable[[Any], Hit], every: str = "", **query: str) -> Hits:
    """Return the first of the rows as hits; ``every`` is the name of the list that shows all under ``query``."""
    some = list(rows[: SHOWN + 1])
    count = len(some)
    if count > SHOWN:
        count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return Hits([hit(each) for each in some[:SHOWN]], count, f"{reverse(every)}?{urlencode(query)}" if every else "")


def exact(groups: Iterable[Group]) -> Hit | None:
    """Return what alone was meant, None where nothing was or several may be."""
    found = [hit for group in groups for hit in group.hits.first if hit.is_exact]
    return found[0] if len(found) == 1 else None


def is_same_number(said: str, number: str) -> bool:
    """Tell whether a text is a number, in whatever case and whatever stands between its parts."""
    one, other = ("".join(each for each in text.upper() if each.isalnum()) for text in (said, number))
    return one == other


def has_words(asked: Asked, *texts: Bilingual | str) -> bool:
    """Tell whether every word begins a word of the texts, in either language."""
    both = " ".join(f"{text.en} {text.hi}" if isinstance(text, Bilingual) else text for text in texts)
    words = asked_words(both)
    return all(any(word.startswith(each.casefold()) for word in words) for each in asked.words)


def asked_words(text: str) -> list[str]:
    """Return the words of a text as they are compared with what is searched for."""
    return [word for word in _BETWEEN.split(unicodedata.normalize("NFC", text).casefold().replace("-", " ")) if word]
