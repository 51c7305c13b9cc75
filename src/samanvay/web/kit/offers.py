"""What a room offers to another's page: given here under a plain name, as the menu's entries are, and asked for by it.

A page says ``offers.tell_action(actor, "case", case.id)`` and imports no other room; the room that can answer marks its
function ``@offers.tell_action.given``. An offer that no room gives stops the start, not the page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.safestring import SafeString

from samanvay.access.boxes.actions.search import Found
from samanvay.access.models import Proposal, User
from samanvay.cases.models import Case, CasePerson
from samanvay.kernel.db.scope import Actor
from samanvay.law.entries import Entry
from samanvay.law.models import LawCheck
from samanvay.web.components.pieces import Action, DutyRow, Pill, Stat

P = ParamSpec("P")
R = TypeVar("R")


class DocumentsCard(Protocol):
    """The documents of a record, which draw themselves, with the button that adds one."""

    @property
    def add(self) -> Action: ...


class ScreeningsCard(Protocol):
    """The checks for signs of a case, drawn by ``kit/screenings.html``; what is first; the button of each person."""

    @property
    def first(self) -> DutyRow | None: ...
    @property
    def ask(self) -> Action: ...
    @property
    def of_person(self) -> Mapping[UUID, Action]: ...


_offers: list["Offer[..., Any]"] = []


@dataclass(frozen=True, slots=True)
class PlaceGlance:
    """An officer's place as a card, drawn by ``kit/place_glance.html``.

    ``map`` is a small SVG, ``sentences`` are the words that lead each and the rest of it, ``url`` the whole picture.
    """

    title: str
    map: SafeString
    sentences: Sequence[tuple[str, SafeString]]
    url: str


class Offer(Generic[P, R]):
    """One function that a room gives and pages of other rooms call."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.function: Callable[P, R] | None = None
        _offers.append(self)

    def given(self, function: Callable[P, R]) -> Callable[P, R]:
        """Give the function; a decorator."""
        self.function = function
        return function

    def __call__(self, *args: P.args, **named: P.kwargs) -> R:
        if self.function is None:
            raise ImproperlyConfigured(f"no room gives {self.name}")
        return self.function(*args, **named)


def require_all() -> None:
    """Raise ImproperlyConfigured where an offer is given by no room; asked once the addresses of all rooms are read."""
    if missing := [each.name for each in _offers if each.function is None]:
        raise ImproperlyConfigured(f"no room gives {', '.join(missing)}: see samanvay.web.kit.offers")


# Measures: the button to an advisory about something, the advisories that came of it; the requests of a case.
tell_action = Offer[[Actor, str, UUID | str], Action | None]("tell_action")
advisories_from = Offer[[Actor, str, UUID | str], Sequence[object]]("advisories_from")
requests_of_case = Offer[[Actor, Case], object]("requests_of_case")
# Documents: the card of a record's, by its kind and id; the words that stand in it while there is none.
documents_card = Offer[[Actor, str, UUID, str], DocumentsCard]("documents_card")
# Law: an entry as ``kit/law_entry.html`` shows it, with what counsel said of it.
law_entry = Offer[[Entry, LawCheck | None], Any]("law_entry")
# Tracing: the entries of a case's people, the button that adds one, the entries among persons found.
entries_of_case = Offer[[Actor, Case], Sequence[object]]("entries_of_case")
add_entry_action = Offer[[Actor, Case], Action | None]("add_entry_action")
entries_found = Offer[[Actor, Sequence[Found]], list[dict[str, Any]]]("entries_found")
# Acts: the acts of a case by person; what waits at a desk.
acts_card = Offer[[Actor, Case, Sequence[CasePerson]], object]("acts_card")
acts_waiting = Offer[[Actor], Sequence[Stat]]("acts_waiting")
# Support: the checks for signs of trafficking of a case and its persons.
screenings_of_case = Offer[[Actor, Case, Sequence[CasePerson]], ScreeningsCard]("screenings_of_case")
# Directory: what is proposed, in a sentence.
proposal_sentence = Offer[[Proposal], str]("proposal_sentence")
# Sign-in: the lock of an account, its tries forgotten, a persona of the demonstration signed in.
lock_out_pill = Offer[[User], Pill | None]("lock_out_pill")
forget_tries = Offer[[User], None]("forget_tries")
enter_as_persona = Offer[[HttpRequest, User], None]("enter_as_persona")
# Picture: the actor's district, districts or state in a card, None for whoever sees no facts.
place_glance = Offer[[Actor], PlaceGlance | None]("place_glance")
