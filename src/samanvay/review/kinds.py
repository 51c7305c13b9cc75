"""The kinds of conference as data: who chairs, who is invited, how often, the standing parts of the agenda."""

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Rhythm(StrEnum):
    """How often a series comes back."""

    WEEKLY = "weekly"  # on a weekday
    MONTHLY = "monthly"  # on the first such weekday of a month
    QUARTERLY = "quarterly"  # on the second such weekday of January, April, July and October


RHYTHMS: dict[str, Bilingual] = {
    Rhythm.WEEKLY: Bilingual("Every week", "प्रति सप्ताह"),
    Rhythm.MONTHLY: Bilingual("The first one of every month", "प्रति माह पहला"),
    Rhythm.QUARTERLY: Bilingual(
        "The second one of January, April, July and October", "जनवरी, अप्रैल, जुलाई और अक्टूबर का दूसरा"
    ),
}

WEEKDAYS: tuple[Bilingual, ...] = (
    Bilingual("Monday", "सोमवार"),
    Bilingual("Tuesday", "मंगलवार"),
    Bilingual("Wednesday", "बुधवार"),
    Bilingual("Thursday", "गुरुवार"),
    Bilingual("Friday", "शुक्रवार"),
    Bilingual("Saturday", "शनिवार"),
    Bilingual("Sunday", "रविवार"),
)

# Who sees every item of a conference of the state, once invited.
HEAD_OF_ALL = "home_secretary"

# At which kinds of unit a role is held: so that an invitation and a decision find the office, whoever serves there.
SEATS: dict[str, tuple[str, ...]] = {
    "home_secretary": ("home_department",),
    "state_nodal_officer": ("state_police",),
    "state_bureau": ("state_bureau",),
    "divisional_commissioner": ("division_office",),
    "range_officer": ("range",),
    "district_magistrate": ("district_office",),
    "police_chief": ("district_police", "commissionerate"),
    "ahtu_in_charge": ("ahtu",),
    "dcpu": ("dcpu",),
    "cwc_member": ("cwc",),
    "labour_officer": ("labour_office",),
    "prosecutor": ("prosecution",),
    "legal_services": ("legal_services",),
    "border_police": ("border_district",),
}

CHAIRS = (
    "home_secretary",
    "state_nodal_officer",
    "state_bureau",
    "divisional_commissioner",
    "range_officer",
    "district_magistrate",
    "police_chief",
)


@dataclass(frozen=True, slots=True)
class ConferenceKind:
    """A kind of conference: what a series of it is made with; each value can be changed in the series.

    ``invited`` are roles, each at its unit in every place of the conference; ``walks_districts`` says whether one
    district after the other is gone through.
    """

    code: str
    name: Bilingual
    chair: str
    invited: tuple[str, ...]
    rhythm: Rhythm
    weekday: int = 0
    at: time = time(11)
    minutes: int = 120
    walks_districts: bool = True
    standing: tuple[Bilingual, ...] = field(default=())


OPENING = Bilingual("Opening remarks", "अध्यक्ष का संबोधन")
CONFIRMING = Bilingual("Decisions of the last meeting", "पिछली बैठक के निर्णय")
CLOSING = Bilingual("Anything else", "अन्य विषय")

KINDS: dict[str, ConferenceKind] = {
    kind.code: kind
    for kind in (
        ConferenceKind(
            "weekly_round",
            Bilingual("Weekly review of the districts", "जनपदों की साप्ताहिक समीक्षा"),
            "state_nodal_officer",
            ("home_secretary", "police_chief", "district_magistrate", "state_bureau"),
            Rhythm.WEEKLY,
            standing=(OPENING, CLOSING),
        ),
        ConferenceKind(
            "state_review",
            Bilingual("State review of the quarter", "राज्य की त्रैमासिक समीक्षा"),
            "state_nodal_officer",
            (
                *("home_secretary", "divisional_commissioner", "range_officer"),
                *("district_magistrate", "police_chief", "state_bureau"),
            ),
            Rhythm.QUARTERLY,
            weekday=2,
            minutes=180,
            standing=(
                OPENING,
                CONFIRMING,
                Bilingual("What changed in the quarter", "तिमाही में क्या बदला"),
                CLOSING,
            ),
        ),
        ConferenceKind(
            "commissioners",
            Bilingual("Commissioners' conference", "मंडलायुक्त सम्मेलन"),
            "state_nodal_officer",
            ("home_secretary", "divisional_commissioner", "range_officer", "state_bureau"),
            Rhythm.QUARTERLY,
            weekday=4,
            walks_districts=False,
            standing=(
                OPENING,
                CONFIRMING,
                Bilingual("Source and transit districts of each division", "प्रत्येक मंडल के स्रोत और पारगमन जनपद"),
                Bilingual("Where the figures of two departments differ", "जहाँ दो विभागों के आँकड़े भिन्न हैं"),
                CLOSING,
            ),
        ),
        ConferenceKind(
            "dcpu",
            Bilingual("Meeting of the Child Protection Units", "बाल संरक्षण इकाइयों की बैठक"),
            "district_magistrate",
            ("dcpu", "cwc_member", "ahtu_in_charge", "district_magistrate"),
            Rhythm.MONTHLY,
            weekday=1,
            at=time(15),
            minutes=90,
            standing=(
                CONFIRMING,
                Bilingual("Children placed in homes and restored", "गृहों में रखे गए और पुनर्स्थापित बच्चे"),
                CLOSING,
            ),
        ),
        ConferenceKind(
            "ahtu",
            Bilingual("Meeting of the Anti Human Trafficking Units", "एएचटीयू की बैठक"),
            "range_officer",
            ("ahtu_in_charge", "police_chief", "dcpu"),
            Rhythm.MONTHLY,
            weekday=3,
            at=time(12),
            minutes=90,
            standing=(
                CONFIRMING,
                Bilingual("Investigations that lead into other districts", "अन्य जनपदों तक जाती विवेचनाएँ"),
                CLOSING,
            ),
        ),
        ConferenceKind(
            "other",
            Bilingual("Another meeting", "अन्य बैठक"),
            "state_nodal_officer",
            ("police_chief", "district_magistrate"),
            Rhythm.MONTHLY,
            minutes=60,
            standing=(CLOSING,),
        ),
    )
}
