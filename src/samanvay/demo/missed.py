"""Who is missing, was found or was seen in the demonstration: a few entries of the registers. All names are invented.

Two of the three girls on the train before Varanasi were reported missing by their mother at the other end of the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid5

from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor, reading
from samanvay.recording.submissions import Captured
from samanvay.tracing.entries.actions import PersonDetails, add_entries, add_step, answer_questions
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.models import Entry
from samanvay_insight import gazetteer

from .personas import number
from .told import told_as

STATE = "IN-UP"


@dataclass(frozen=True, slots=True)
class Missed:
    """One person as they were told of."""

    sex: str
    age: str
    identity: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)
    tracing: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    height: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A report taken down by a persona so many days ago; ``before`` are the days between the happening and it."""

    by: str
    days_ago: int
    kind: str
    people: tuple[Missed, ...]
    place: str
    home: str = ""
    category: str = ""
    before: int = 0
    gone_for: str = ""
    told_by: str = ""
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[tuple[str, str], ...] = ()  # kind and number


REPORTED: tuple[Reported, ...] = (
    Reported(
        f"chief.{number('Siddharthnagar')}", 2, "missing",
        (
            Missed("female", "15", {"given": "Sarita", "surname": "Thapa", "mother": "Devi Maya", "village": "Butwal",
                                    "nationality": "Nepali"},
                   {"family_phone": "+977 984 1234567"}, {"clothes": "लाल कुर्ता, काला दुपट्टा"},
                   ("nepali", "hindi"), ("mole:left cheek",), (150, 155)),
            Missed("female", "13 or 14", {"given": "Anju", "surname": "Thapa", "mother": "Devi Maya",
                                          "village": "Butwal", "nationality": "Nepali"},
                   {"family_phone": "+977 984 1234567"}, {"clothes": "स्कूल की वर्दी"},
                   ("nepali",), ("scar:forehead",)),
        ),
        "Barhni", home="Nepal", before=1, gone_for="job", told_by="family",
        note="The mother came to the crossing with a neighbour. An aunt spoke of work in a hotel.",
        answers={"took_by_other": "yes", "agent_named": "no", "advance": "yes", "phone_off": "yes"},
        steps=(("fir", "212"), ("helpline", "1098-4471"), ("transfer", "")),
    ),
    Reported(
        "helpdesk", 0, "missing",
        (
            Missed("female", "16", {"given": "Rinki", "father": "Ram Sewak", "mother": "Phoolmati", "village": "Semri"},
                   {"family_phone": "94150 22334"}, {"clothes": "पीला सूट", "last_seen_with": "गाँव की एक दीदी"},
                   ("awadhi", "hindi"), ("tattoo:right hand",)),
            Missed("female", "about 14", {"given": "Lilawati", "father": "Ram Bharose", "village": "Semri"},
                   {"family_phone": "94150 22334"}, languages=("awadhi",)),
        ),
        "Nanpara", home="Nanpara", before=2, gone_for="job", told_by="family",
    ),
    Reported(
        "sho", 9, "missing",
        (Missed("female", "24", {"given": "Shabnam", "spouse": "Nadeem", "village": "Rupaidiha"},
                languages=("hindi", "urdu")),),
        "Rupaidiha", home="Bahraich", before=1, gone_for="left_home", told_by="family",
        steps=(("inquiry", ""), ("hospitals", "")),
    ),
    Reported(
        f"chief.{number('Deoria')}", 30, "missing",
        (Missed("male", "11", {"given": "Chhotu", "father": "Bhola Prasad", "village": "Rudrapur"},
                languages=("bhojpuri",), marks=("burn:left forearm",), height=(125, 130)),),
        "Deoria", home="Deoria", before=1, gone_for="acquaintance", told_by="family",
        answers={"took_by_other": "yes", "met_lately": "yes", "others_gone": "yes"},
        steps=(("fir", "167"), ("transfer", "")),
    ),
    Reported(
        "sho", 6, "missing",
        (Missed("female", "13", {"given": "Sonamuni", "surname": "Hembrom", "alias": "Sona", "father": "Jetha Hembrom",
                                 "mother": "Phulmani", "village": "Masalia"},
                {"family_phone": "94310 55667"}, {"kin": "brother: Babulal", "clothes": "green frock"},
                ("santali",), ("tattoo:left forearm", "scar:right knee"), (130, 135)),),
        "Bahraich", home="Dumka", before=4, gone_for="acquaintance", told_by="family",
        note="The parents came from Jharkhand for the season at a brick kiln; a woman of the next kiln took her along.",
        answers={"took_by_other": "yes", "met_lately": "yes"},
        steps=(("fir", "218"),),
    ),
    Reported(
        "home", 5, "found",
        (Missed("female", "about 12", {"given": "सोनामुनी", "alias": "सोना"},
                tracing={"home_words": "बड़े तालाब के पास, दुमका की तरफ़। बाबा बाज़ार में बाँस बेचते हैं।", "kin": "भाई: बाबूलाल",
                         "clothes": "हरा फ्रॉक"},
                languages=("santali",), marks=("tattoo:left forearm", "scar:right knee"), height=(132, 136)),),
        "Varanasi", home="Dumka", category="shelter", before=1, told_by="home",
        note="Speaks Santali only; a volunteer of the university helps with the language.",
    ),
    Reported(
        "grp", 1, "found",
        (Missed("male", "9", {"given": "Golu"}, tracing={"home_words": "गाँव में मेला लगता है, नाव से नदी पार करते हैं"},
                languages=("bhojpuri",), marks=("missing_tooth:upper_jaw",)),),
        "Varanasi", category="lost", told_by="person", steps=(("helpline", "1098-5120"),),
    ),
    Reported(
        "doctor", 3, "found",
        (Missed("female", "30-40", tracing={"clothes": "नीली साड़ी", "looks": "दुबली, बाल छोटे कटे"},
                marks=("mole:chin",), height=(148, 152)),),
        "Bahraich", category="patient", told_by="hospital", note="Brought unconscious from the bus station.",
    ),
    Reported(
        "ngo", 6, "sighting",
        (Missed("male", "about 10"), Missed("male", "about 12")),
        "Bahraich", told_by="partner", note="Two boys washing dishes at a tea stall near the bus station after dark.",
    ),
)  # fmt: skip


def tell_registers(actors: Mapping[str, Actor]) -> int:
    """Tell the entries of the registers; returns how many stand."""
    return sum(len(_tell(actors[told.by], told)) for told in REPORTED)


def _tell(by: Actor, told: Reported) -> list[Entry]:
    name = told_as("register", told.by, told.kind, told.place)
    with clock.frozen(clock.now() - timedelta(days=told.days_ago, hours=1)), reading(by):
        known = list(Entry.objects.filter(submission_id=name).order_by("number"))
        if known:
            return known
        entries = add_entries(
            by=by,
            kind=told.kind,
            category=told.category,
            people=[_person(each, told) for each in told.people],
            happened=PartialDate.day(clock.today() - timedelta(days=told.before)),
            place=_place(told.place),
            gone_for=told.gone_for,
            told_by=told.told_by,
            note=told.note,
            captured=Captured(name),
        )
        for entry in entries:
            if told.answers:
                answer_questions(
                    by=by, entry_id=entry.id, answers=told.answers, captured=Captured(uuid5(entry.id, "questions"))
                )
            for kind, reference in told.steps:
                year = f"/{clock.today().year}" if kind == "fir" else ""
                add_step(
                    by=by, entry_id=entry.id, kind=kind, reference=f"{reference}{year}",
                    captured=Captured(uuid5(entry.id, kind)),
                )  # fmt: skip
    return entries


def _person(person: Missed, told: Reported) -> PersonDetails:
    groups = {"identity": person.identity, "contact": person.contact, "tracing": person.tracing}
    return PersonDetails(
        sex=person.sex,
        age=read_age(person.age),
        height=person.height,
        languages=person.languages,
        marks=person.marks,
        home=_place(told.home) if told.home else None,
        sealed={name: values for name, values in groups.items() if values},
    )


def _place(name: str) -> str:
    found = gazetteer.lookup(name)
    return next((place.key for place in found if place.state == STATE), found[0].key)
