"""The kinds of act: each chain (care, justice) registers its own table, with the words that people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samanvay.cases.kinds import PersonRole
from samanvay.kernel.bilingual import Bilingual
from samanvay.recording.fields import Declared


class Sight(StrEnum):
    """Who sees more of an act than that it was done, and when."""

    ALL = "all"
    JUSTICE = "justice"
    WELFARE = "welfare"


SIGHTS: dict[str, Bilingual] = {
    Sight.ALL: Bilingual("All units of the case", "प्रकरण की सभी इकाइयाँ"),
    Sight.JUSTICE: Bilingual("Police and justice; others see that it was done", "पुलिस व न्याय; अन्य को केवल होना दिखता है"),
    Sight.WELFARE: Bilingual("Welfare; others see that it was done", "महिला एवं बाल कल्याण; अन्य को केवल होना दिखता है"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActKind:
    """A kind of act.

    ``makers`` are the roles that record it, ``receivers`` the roles that answer by the kind of their unit. It is
    ``of_person``, in one of the parts ``persons``, unless it is of the case alone. ``fields`` are what it asks for,
    kept in ``details``. ``after`` names the acts of which one should stand before, ``needs_order`` those without which,
    or a named order, a child's act is refused. ``starts`` and ``stops`` are clocks of the law's library; ``ends_all``
    ends a person's clocks without keeping them. ``needs_time``: a clock of hours hangs on it. ``repeats``: another day
    is another act. ``joins``: the receiver sees the case by law from then on. ``any_district``: its receiver may sit in
    another district.
    """

    code: str
    chain: str
    words: Bilingual
    makers: tuple[str, ...]
    receivers: Mapping[str, tuple[str, ...]]
    of_person: bool = True
    persons: tuple[str, ...] = (PersonRole.VICTIM,)
    fields: tuple[Declared, ...] = ()
    after: tuple[str, ...] = ()
    needs_order: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    ends_all: bool = False
    needs_time: bool = False
    repeats: bool = False
    joins: bool = False
    any_district: bool = False
    sight: Sight = Sight.ALL
    law: str = ""

    @property
    def receiving_roles(self) -> tuple[str, ...]:
        """Every role that answers for a receiver of this kind."""
        return tuple(dict.fromkeys(role for roles in self.receivers.values() for role in roles))


NAMED_ORDER = "override_order"  # the field of a named order that stands in for a missing act

_kinds: dict[str, ActKind] = {}
KINDS = _kinds.values()  # every registered kind


def register_act(kind: ActKind) -> ActKind:
    """Add a kind of act and return it. Raises ValueError when the code is taken."""
    if kind.code in _kinds:
        raise ValueError(f"the kind of act {kind.code!r} is registered twice")
    _kinds[kind.code] = kind
    return kind


def known_kinds() -> Mapping[str, ActKind]:
    """Return every registered kind by code, in the order of their tables."""
    return _kinds


def act_kind(code: str) -> ActKind:
    """Return the kind with a code; one of another release is returned with its code as words, made by nobody."""
    known = _kinds.get(code)
    return known or ActKind(code=code, chain="", words=Bilingual(code, code), makers=(), receivers={})


def kinds_made_by(roles: frozenset[str]) -> list[ActKind]:
    """Return the kinds that holders of some roles record, in the order of their tables."""
    return [kind for kind in KINDS if roles.intersection(kind.makers)]
