"""What the districts of the demonstration report and which cases they open. Persons and happenings are invented."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StoryReport:
    """A report of a district so many weeks ago. Readings are confirmed unless it is left for the visitor."""

    district: str
    weeks_ago: int
    words: str
    is_left_open: bool = False


NARRATIVES: tuple[StoryReport, ...] = (
    StoryReport("Moradabad", 1, (
        "Two traffickers were arrested at Moradabad railway station. Girls from Jharkhand were being taken to Delhi; "
        "the stop-over was Bijnor. They had been promised jobs as domestic help."
    )),
    StoryReport("Bijnor", 2, (
        "Four girls from Gumla were rescued at Najibabad. They were being taken to Delhi by a placement agent who had "
        "promised jobs. One agent was arrested at Najibabad."
    )),
    StoryReport("Maharajganj", 1, (
        "At Sonauli border five girls from Nepal were intercepted. They were being taken to Delhi via Gorakhpur and "
        "had been promised work in a hotel. Two persons were arrested at Sonauli."
    )),
    StoryReport("Maharajganj", 4, (
        "Three women from Nepal were intercepted at Sonauli. They were being taken to Mumbai via Gorakhpur."
    )),
    StoryReport("Bahraich", 1, (
        "SSB intercepted two girls from Nepal at Rupaidiha. They were being taken to Delhi via Lucknow on the promise "
        "of marriage. One man was arrested at Rupaidiha."
    )),
    StoryReport("Bahraich", 6, (
        "Six children from Bahraich were being taken to Jaipur for bangle making. They were rescued at Lucknow."
    )),
    StoryReport("Varanasi", 2, (
        "GRP intercepted three girls at Varanasi. From Nepal they were being taken to Delhi; the stop-over was "
        "Varanasi. An escort was arrested at Varanasi."
    )),
    StoryReport("Varanasi", 7, (
        "Four girls from Purnia were brought to Varanasi for prostitution. They were rescued at Varanasi and three "
        "persons were arrested."
    )),
    StoryReport("Gorakhpur", 3, (
        "Seven boys from Muzaffarpur were being taken to Delhi via Gorakhpur for child labour. They were rescued at "
        "Gorakhpur and two agents were arrested at Gorakhpur."
    )),
    StoryReport("Ghaziabad", 3, (
        "Five girls from Champawat were rescued at Ghaziabad. They had been brought from Champawat to Ghaziabad for "
        "domestic work."
    )),
    StoryReport("Pilibhit", 5, (
        "Two girls from Champawat were being taken to Pilibhit for forced marriage. They were rescued at Pilibhit."
    )),
    StoryReport("Kheri", 4, (
        "At Gauriphanta three women from Nepal were intercepted. They were being taken to Delhi via Lucknow. One agent "
        "was arrested at Gauriphanta."
    )),
    StoryReport("Siddharthnagar", 3, (
        "Two girls from Kapilvastu were intercepted at Barhni. They were being taken to Mumbai."
    )),
    StoryReport("Prayagraj", 8, (
        "Six girls from Gumla were being taken to Delhi via Prayagraj. They were rescued at Prayagraj."
    )),
    StoryReport("Lucknow", 5, (
        "Three boys from Bahraich were rescued at Lucknow; they were being made to beg."
    )),
    StoryReport("Kanpur Nagar", 6, (
        "Eight bonded labourers from Banda were rescued at Kanpur. They had been taken from Banda to Kanpur against a "
        "loan to the family. The owner was arrested at Kanpur."
    )),
    StoryReport("Gautam Buddha Nagar", 2, (
        "Two girls from Dehradun were rescued at Noida. They had been brought from Dehradun to Noida with the promise "
        "of modelling."
    )),
    StoryReport("Deoria", 2, (
        "It is learnt that girls from Siwan are being sent to Delhi via Gorakhpur."
    )),
    StoryReport("Moradabad", 0, (
        "Three girls from Ranchi were rescued at Moradabad. They were being taken to Delhi and were kept for two "
        "nights in Bijnor. A raid at a guest house is planned for next week."
    ), is_left_open=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one agency of a district so many weeks ago, by the names of their cells.

    ``words`` are those of a report of its own; without them the counts go with the report that is told above.
    """

    district: str
    weeks_ago: int
    role: str
    numbers: dict[str, int]
    words: str = ""
    is_left_open: bool = False


# Both agencies on one week: they count the rescued otherwise, and the interception is told twice.
COUNTS: tuple[Counted, ...] = (
    Counted("Bahraich", 1, "police_chief", {
        "cases": 2, "rescued-female-child": 6, "rescued-male-child": 1, "arrested": 1, "missing-female-child": 3,
        "traced-female-child": 1,
    }),
    Counted("Bahraich", 1, "district_magistrate", {
        "rescued-female-child": 4, "missing-female-child": 3, "sensitised": 3, "reached": 240,
    }, (
        "Two girls from Nepal were intercepted at Rupaidiha and handed to the District Child Protection Unit. Three "
        "awareness meetings were held in schools near the border."
    )),
    Counted("Moradabad", 1, "police_chief", {"cases": 1, "arrested": 2, "missing-female-child": 2}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a case; ``identity`` and ``contact`` are sealed."""

    role: str
    sex: str
    age: int | None
    identity: dict[str, str]
    contact: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a case: kind, place by name, days after the case was opened, persons."""

    kind: str
    place: str
    days_after: int = 0
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """A place of the way of a case: its part in the way, name, how they came there."""

    role: str
    place: str
    mode: str = "unknown"
    train: str = ""
    certainty: str = "stated"


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found with people; ``numbers`` are sealed."""

    kind: str
    description: str
    numbers: dict[str, str] = field(default_factory=dict)
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A case opened by a persona so many days ago."""

    by: str
    days_ago: int
    what: str
    forms: tuple[str, ...]
    source: str
    place: str
    people: int
    persons: tuple[Person, ...] = ()
    events: tuple[Happened, ...] = ()
    lures: tuple[str, ...] = ()
    disparities: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    things: tuple[Found, ...] = ()
    hands_over_to: str = ""  # the code of a unit
    sections: tuple[str, ...] = ()  # codes of the law's library


@dataclass(frozen=True, slots=True)
class Posted:
    """A post on the trends board so many days ago: under a corridor by the names of its ends, a form or a lure."""

    by: str
    days_ago: int
    words: str
    ends: tuple[str, str] = ("", "")
    form: str = ""
    lure: str = ""


POSTS: tuple[Posted, ...] = (
    Posted("ssb", 5, (
        "At the crossing they come in groups of three or four, mostly before noon, and say that they visit relatives. "
        "Asking each alone where she is going has helped: the answers differ."
    ), ends=("Nepal", "Delhi")),
    Posted("grp", 4, (
        "गोरखपुर से आगे रात की ट्रेनों में अधिक मिलती हैं। सामान्य डिब्बों की जाँच शुक्रवार और शनिवार को बढ़ाई गई है।"
    ), ends=("Nepal", "Delhi")),
    Posted("ngo", 3, (
        "Placement agents ask families for a photograph and a copy of the ration card some weeks before. Families who "
        "are told of this at the village meeting come to us before they agree."
    ), form="domestic_servitude"),
    Posted("desk", 2, (
        "Please tell here which names of placement agencies are used, not of persons. The list goes to the labour "
        "department at the end of the month."
    ), form="domestic_servitude"),
    Posted("ahtu", 2, (
        "होटल में काम का वादा अब सबसे अधिक सुनने में आता है; पहले विवाह का था।"
    ), lure="job"),
)  # fmt: skip


CASES: tuple[Opened, ...] = (
    Opened(
        "grp", 0, "Three girls on the train before Varanasi, with one man", ("sexual_exploitation",), "checking",
        "Varanasi", 3,
        persons=(
            Person("victim", "female", 15, {"given": "Sarita", "surname": "Thapa", "village": "Butwal",
                                            "nationality": "Nepali"}),
            Person("victim", "female", 16, {"given": "Maya", "surname": "Gurung", "village": "Tansen",
                                            "nationality": "Nepali"}),
            Person("victim", "female", 14, {"given": "Anju", "surname": "Thapa", "village": "Butwal",
                                            "nationality": "Nepali"}),
            Person("accused", "male", 34, {"given": "Ravi", "alias": "Raju Bhai"}),
        ),
        events=(Happened("interception", "Varanasi", 0, 3), Happened("arrest", "Varanasi", 0, 1)),
        lures=("job",),
        disparities=("poverty", "school_left"),
        legs=(
            Leg("source", "Nepal"),
            Leg("transit", "Sonauli", "foot"),
            Leg("stopover", "Gorakhpur", "bus"),
            Leg("rescue", "Varanasi", "train", "15003", "shown"),
            Leg("destination", "Delhi", certainty="hearsay"),
        ),
        things=(
            Found("phone", "Black, two SIM cards", {"phone": "98390 00000"}),
            Found("ticket", "Three seats to Delhi", {"pnr": "2412345678"}),
            Found("money", "In an envelope", amount=42_000),
        ),
        hands_over_to="police:ahtu:197",
    ),
    Opened(
        "sho", 1, "Two girls at the Rupaidiha crossing, promised marriage", ("forced_marriage",), "checking",
        "Rupaidiha", 2,
        persons=(
            Person("victim", "female", 17, {"given": "Kamala", "surname": "Pun", "village": "Nepalgunj"}),
            Person("victim", "female", 16, {"given": "Bina", "surname": "Pun", "village": "Nepalgunj"}),
            Person("accused", "male", 29, {"given": "Sonu", "surname": "Lal"}),
        ),
        events=(Happened("interception", "Rupaidiha", 0, 2), Happened("arrest", "Rupaidiha", 0, 1)),
        sections=("bns_143",),
    ),
    Opened(
        "ahtu", 12, "Six children taken for bangle making", ("child_labour",), "helpline", "Bahraich", 6,
        persons=(
            Person("victim", "male", 11, {"given": "Irfan", "father": "Rafiq", "village": "Nanpara"},
                   {"family_phone": "98390 11122"}),
            Person("victim", "male", 12, {"given": "Guddu", "father": "Ram Lakhan", "village": "Nanpara"}),
        ),
        events=(Happened("rescue", "Lucknow", 0, 6),),
        sections=("bns_143", "jj_79"),
    ),
    Opened(
        "chief", 6, "Agent with girls from Jharkhand at the station", ("domestic_servitude",), "checking",
        "Moradabad", 3,
        persons=(
            Person("victim", "female", 19, {"given": "Phulmani", "surname": "Kujur", "village": "Basia"}),
            Person("accused", "male", 41, {"given": "Mahesh", "surname": "Sahu"}),
        ),
        events=(Happened("rescue", "Moradabad", 0, 3), Happened("arrest", "Moradabad", 0, 2)),
    ),
    Opened(
        "helpdesk", 3, "Woman sold for marriage, came to the help desk", ("forced_marriage",), "complaint",
        "Bahraich", 1,
        persons=(Person("victim", "female", 22, {"given": "Sita", "surname": "Lakra", "village": "Lohardaga"}),),
    ),
)  # fmt: skip
