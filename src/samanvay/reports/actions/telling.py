"""What an officer says of a movement or event, checked: put right of a reading, or added where the reader missed it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ..settling.written import WrittenPlace, is_unsettled, rows_of
from ..vocabulary import FORMS, LURES, OFFICER_KINDS

VOCABULARIES: Mapping[str, Mapping[str, Bilingual]] = {"forms": FORMS, "lures": LURES}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFields:
    """The fields of a claim as an officer gives them; places are keys, ``written`` those that have none."""

    kind: str
    event_kind: str = ""
    origin: str | None = None
    via: Sequence[str] = ()
    stops: Collection[str] = ()
    destination: str | None = None
    place: str | None = None
    written: Sequence[WrittenPlace] = ()
    people: int | None = None
    females: int | None = None
    males: int | None = None
    children: int | None = None
    occurred: PartialDate | None = None
    forms: Collection[str] = ()
    lures: Collection[str] = ()

    def check(self) -> None:
        """Raise Invalid for what cannot be."""
        if self.kind not in ("movement", "event"):
            raise Invalid("kind", _("Choose what it is."))
        if self.kind == "event" and self.event_kind not in OFFICER_KINDS:
            raise Invalid("event_kind", _("Choose what happened."))
        self._check_numbers()
        if self.occurred is not None and self.occurred.certainly_after(PartialDate.day(clock.today())):
            raise Invalid("occurred", _("This day is in the future."))
        for name in VOCABULARIES:
            self.labels(name)

    def _check_numbers(self) -> None:
        if self.people is not None and self.people < 1:
            raise Invalid("people", _("Give a number of persons, or leave it empty when it is not known."))
        parts: tuple[tuple[Literal["females", "males", "children"], int | None], ...] = (
            ("females", self.females),
            ("males", self.males),
            ("children", self.children),
        )
        for name, number in parts:
            if number is not None and number < 0:
                raise Invalid(name, _("A count must be 0 or more. Leave it empty if it is not known."))
        most = self.everybody
        if most is None:
            return
        if (self.females or 0) + (self.males or 0) > most:
            raise Invalid("people", _("Women, girls, men and boys together are more than all persons."))
        if (self.children or 0) > most:
            raise Invalid("children", _("More are under 18 than there are persons."))

    @property
    def everybody(self) -> int | None:
        """How many persons there are: as said, else as both sexes add up to."""
        if self.people is None and self.females is not None and self.males is not None:
            return (self.females + self.males) or None
        return self.people

    def labels(self, name: str) -> list[str]:
        """Return the forms or lures in the order of their vocabulary. Raises Invalid for one that it does not have."""
        codes, vocabulary = getattr(self, name), VOCABULARIES[name]
        if not set(codes) <= set(vocabulary):
            raise Invalid(name, _("Choose from the list."))
        return [code for code in vocabulary if code in codes]

    def keep_places(self, by: Actor) -> None:
        """Have a row for every place that is named. Works inside the caller's operation."""
        settled = [place.key for place in self.written]
        for key in dict.fromkeys((self.origin, *self.via, self.destination, self.place, *settled)):
            if key:
                keep_place(by=by, key=key)

    def columns(self) -> dict[str, Any]:
        """Return the columns of a claim but for its day, which is one attribute over three."""
        is_event = self.kind == "event"
        return {
            "origin_id": self.origin,
            "via": list(self.via),
            "stops": [key for key in self.via if key in self.stops],
            "destination_id": self.destination,
            "place_id": self.place,
            "written": rows_of(self.written),
            "is_unsettled": is_unsettled(self.written),
            "people": self.everybody,
            "females": self.females if is_event else None,
            "males": self.males if is_event else None,
            "children": self.children if is_event else None,
            "event_kind": self.event_kind if is_event else "",
            "forms": self.labels("forms"),
            "lures": self.labels("lures"),
        }
