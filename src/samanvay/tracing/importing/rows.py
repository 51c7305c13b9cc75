"""A row of another register as what is told of a person: the facts in codes, and what is sealed by field group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samanvay.access.boxes.content import checked
from samanvay.access.boxes.groups import Group
from samanvay.importing import Row
from samanvay.kernel.contacts import NotAPhone, phone_e164
from samanvay.kernel.dates import PartialDate

from ..entries.ages import GROWN_UP, OLDEST, AgeTold, read_age
from ..entries.heights import read_height
from ..kinds import EntryKind
from ..states import EntryState
from .marks import read_marks

DAYS_OF_A_YEAR = 365.2425
LOOKS = ("build", "complexion", "face", "hair", "looks")


@dataclass(frozen=True, slots=True)
class RowTold:
    """What a row tells. ``sealed`` is checked content by group, ``fir`` the number and day of an FIR where both are."""

    external: str
    kind: str
    category: str = ""
    state: str = EntryState.OPEN
    sex: str = "unknown"
    age: AgeTold | None = None
    height: tuple[int, int] | None = None
    languages: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    happened: PartialDate | None = None
    place: str | None = None
    home: str | None = None
    gone_for: str = ""
    note: str = ""
    fir: tuple[str, date] | None = None
    expires: date | None = None
    sealed: Mapping[Group, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_child(self) -> bool:
        """Known to be under 18."""
        return self.age is not None and self.age.highest < GROWN_UP

    @property
    def has_fir(self) -> bool:
        """Whether the row gives the number of an FIR."""
        return self.fir is not None or self.note != ""


def told_in(row: Row, kind: str, headers: Mapping[str, str]) -> RowTold:
    """Return what a row of a register tells; ``headers`` say by field under which heading the words stand.

    Raises Invalid for what a box does not take.
    """
    said = row.values
    raw = {code: " ".join(row.raw.get(header, "").split()) for code, header in headers.items()}
    height = read_height(said["height"]) if said.get("height") else None
    is_found = kind == EntryKind.FOUND
    fir = (said["fir_no"], said["fir_on"]) if said.get("fir_no") and said.get("fir_on") else None
    return RowTold(
        external=said.get("external") or "",
        kind=kind,
        category=(said.get("category") or ("shelter" if said.get("kept_at") else "lost")) if is_found else "",
        state=said.get("status") or EntryState.OPEN,
        sex=said.get("sex") or "unknown",
        age=age_of(said),
        height=(height.lowest, height.highest) if height else None,
        languages=tuple(said.get("languages") or ()),
        marks=tuple(read_marks(said["marks"])) if said.get("marks") else (),
        happened=said.get("happened"),
        place=said.get("place") or said.get("station") or said.get("district") or None,
        home=said.get("home_district") or said.get("home_state") or None,
        gone_for=said.get("gone_for") or "",
        note=f"FIR {said['fir_no']}" if said.get("fir_no") and fir is None else "",
        fir=fir,
        sealed=boxes_of(said, raw),
    )


def age_of(said: Mapping[str, Any]) -> AgeTold | None:
    """Return the age that a row tells, or that follows from the birth on the day of which it tells."""
    if said.get("age"):
        return read_age(said["age"])
    born, happened = said.get("born"), said.get("happened")
    if not isinstance(born, PartialDate) or not isinstance(happened, PartialDate):
        return None
    youngest = (happened.earliest - born.latest).days / DAYS_OF_A_YEAR
    oldest = (happened.latest - born.earliest).days / DAYS_OF_A_YEAR
    if oldest < 0 or youngest > OLDEST:
        return None
    return AgeTold(max(int(youngest), 0), min(int(oldest), OLDEST))


def boxes_of(said: Mapping[str, Any], raw: Mapping[str, str]) -> dict[Group, dict[str, str]]:
    """Return what is sealed of a row, group by group, checked. Raises Invalid naming the field."""
    phones, others = phones_in(said.get("phones") or "")
    age = age_of(said)
    wanted: dict[Group, dict[str, str]] = {
        Group.IDENTITY: {
            **{code: said.get(code) or "" for code in ("given", "surname", "alias", "father", "mother", "spouse")},
            "birth": raw.get("born", ""),
            "village": said.get("village") or "",
            "district": raw.get("home_district", ""),
            "marks": said.get("marks") or "",
        },
        Group.CONTACT: {
            "family_phone": next(iter(phones), ""),
            "address": said.get("address") or "",
            "relative": "; ".join(filter(None, (said.get("informant"), *phones[1:], others))),
        },
        Group.TRACING: {
            "home_words": said.get("home_words") or "",
            "kin": said.get("kin") or "",
            "clothes": said.get("clothes") or "",
            "seen_words": "; ".join(filter(None, (raw.get("station"), raw.get("place"), said.get("kept_at")))),
            "last_seen_with": said.get("last_seen_with") or "",
            "phone": next(iter(phones_in(said.get("phone") or "")[0]), ""),
            "vehicle": said.get("vehicle") or "",
            "looks": "; ".join(filter(None, (said.get(code) for code in LOOKS))),
        },
        # Accounts of the age that differ may name who gave them.
        Group.STATEMENT: {"words": "\n".join(filter(None, (said.get("remarks"), age.accounts if age else "")))},
    }
    return {group: checked(group, values) for group, values in wanted.items() if any(map(str.strip, values.values()))}


def phones_in(text: str) -> tuple[list[str], str]:
    """Return the telephone numbers of a cell, and what of it is none."""
    found: list[str] = []
    others: list[str] = []
    for part in text.replace("/", ",").replace(";", ",").replace("|", ",").split(","):
        try:
            found.append(phone_e164(part))
        except NotAPhone:
            others.append(part.strip())
    return list(dict.fromkeys(found)), ", ".join(filter(None, others))
