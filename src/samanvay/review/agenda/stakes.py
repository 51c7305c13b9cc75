"""What is at stake in a district: named sources, each with its weight, counted for all districts at once.

THE place where another room's numbers enter the agenda: write a function that takes a :class:`Gathering` and returns
what each district has (districts without anything left out), and add one :class:`Source` for it to :data:`SOURCES`.
Order, reasons in words, the snapshot when a conference begins, the wall and the minutes follow by themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from samanvay.access.roles import BY_CODE
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, Actor
from samanvay.measures.advisories import duty_kinds as of_advisories
from samanvay.measures.requests import duty_kinds as of_requests
from samanvay.picture.findings import queries as findings
from samanvay.picture.findings.words import keys_of, sentence_of
from samanvay.picture.models import Finding, ReportedWeek
from samanvay.picture.spots import spots
from samanvay.picture.states import FindingState
from samanvay.reports.figures import FIGURES
from samanvay.reports.queries import week_of
from samanvay.reports.weeks.comparing import differing_in
from samanvay.reports.weeks.weekly import HEADS, OWNERS, asked_week, week_words
from samanvay.tracing import duty_kinds as of_tracing
from samanvay.tracing.entries.queries import readable
from samanvay.tracing.entries.without_fir import children_without_fir
from samanvay.tracing.importing.duties import FIRS_OF_LIST

from ..convergence.children_late import CHILDREN, is_late
from ..duty_kinds import DECISION
from ..vacancies import vacant_posts
from ..wording import day_in_both

LINES_KEPT = 5
VACANT = "vacant"
WEEKS_LOOKED_AT = 8
WEEKS_COMPARED = 2
FINDINGS_REACH = timedelta(weeks=4)
# Duties that have a source of their own, and so do not count as overdue once more.
COUNTED_APART = (
    *(*CHILDREN, of_tracing.FIR.code, of_tracing.TELL_POLICE.code, FIRS_OF_LIST.code),
    *(DECISION.code, of_advisories.ANSWER_ADVISORY.code, of_requests.HELP.code),
)


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the sources are asked about: who asks, which districts, whose units, since when.

    ``units`` gives for every unit of the districts its district and its name.
    """

    actor: Actor
    districts: tuple[str, ...]
    units: Mapping[int, tuple[str, Bilingual]]
    since: datetime


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """What one source has of a district: a number, and the lines that it is made of, the gravest first."""

    number: int
    lines: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One reason to speak of a district.

    Its score is ``weight`` for each of ``number``, up to ``most`` of them. ``words`` hold ``{n}``; ``one`` is said for
    a single one. ``is_told`` is false where the minutes that go to every invited office must not carry it at all;
    ``lines_told`` is true where its lines too, and not the number alone, may be read beyond the chair's line (titles of
    duties and figures of reports have readers of their own).
    """

    code: str
    weight: float
    most: int
    name: Bilingual
    one: Bilingual
    words: Bilingual
    ask: Callable[[Gathering], Mapping[str, SourceFigures]]
    is_told: bool = True
    lines_told: bool = False

    def said(self, number: int) -> Bilingual:
        """Return the reason in words."""
        return (self.one if number == 1 else self.words).format(n=number)

    def score(self, number: int) -> float:
        """Return how much it weighs."""
        return self.weight * min(number, self.most)


@dataclass(frozen=True, slots=True)
class Reason:
    """What a source says of one district."""

    source: Source
    told: SourceFigures

    @property
    def words(self) -> Bilingual:
        return self.source.said(self.told.number)

    @property
    def score(self) -> float:
        return self.source.score(self.told.number)


@dataclass(slots=True)
class Stakes:
    """The reasons to speak of a district, the weightiest first."""

    district: str
    reasons: list[Reason] = field(default_factory=list)

    @property
    def score(self) -> float:
        return sum(reason.score for reason in self.reasons)


def stakes_of(actor: Actor, districts: Iterable[str], since: datetime | None = None) -> dict[str, Stakes]:
    """Return what is at stake in districts as far as the actor may see it; every source is asked once."""
    wanted = tuple(dict.fromkeys(districts))
    found = {district: Stakes(district) for district in wanted}
    if not wanted:
        return found
    gathering = Gathering(actor, wanted, _units_in(wanted), since or clock.now() - timedelta(weeks=1))
    for source in SOURCES:
        for district, told in source.ask(gathering).items():
            if district in found and told.number > 0:
                found[district].reasons.append(Reason(source, told))
    for each in found.values():
        each.reasons.sort(key=lambda reason: -reason.score)
    return found


def in_order(found: Mapping[str, Stakes], names: Mapping[str, Bilingual]) -> list[Stakes]:
    """Return districts in the order of what is at stake, of the same by name."""
    return sorted(found.values(), key=lambda each: (-each.score, names[each.district].en))


def _units_in(districts: Collection[str]) -> dict[int, tuple[str, Bilingual]]:
    rows = Unit.objects.filter(Q(place_id__in=districts) | Q(place__district_id__in=districts)).values_list(
        "audience", "place_id", "place__kind", "place__district_id", "name", "name_hi"
    )
    return {
        audience: ((place if kind == "district" else district) or "", Bilingual(name, name_hi))
        for audience, place, kind, district, name, name_hi in rows
    }


def _findings(gathering: Gathering, *, is_open: bool) -> dict[str, SourceFigures]:
    since = min(gathering.since, clock.now() - FINDINGS_REACH).astimezone(clock.INDIA).date()
    told = findings.findings(gathering.actor, findings.FindingFilters()).filter(
        raised_on__gte=since, state__in=[FindingState.NEW, FindingState.WATCHED]
    )
    listed = [each for each in told if (OFFICERS_AUDIENCE in each.readers) is is_open]
    known = spots({key for each in listed for key in keys_of(each)}) if listed else {}
    by_district: dict[str, list[Finding]] = defaultdict(list)
    for each in listed:
        for district in {*each.districts, each.origin, each.destination, each.place} & set(gathering.districts):
            by_district[district].append(each)
    return {
        district: SourceFigures(len(some), tuple(sentence_of(each, known) for each in some[:LINES_KEPT]))
        for district, some in by_district.items()
    }


def open_findings(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return the findings of the last four weeks that every officer may know."""
    return _findings(gathering, is_open=True)


def near_findings(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return those that only the offices near them are told of."""
    return _findings(gathering, is_open=False)


def children_waiting(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return the children who were not brought before the committee within the hours of the law."""
    late = Duty.objects.waiting().filter(is_late())
    return _duties(gathering, late, Bilingual("since {day}", "{day} से लंबित"))


def missing_without_fir(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return the missing children of whom no FIR is recorded, the oldest first."""
    by_district: dict[str, list[Bilingual]] = defaultdict(list)
    for entry in readable(gathering.actor, children_without_fir(gathering.units)).order_by("added_at", "id"):
        district, unit = gathering.units[entry.home_unit]
        since = day_in_both(entry.added_at.astimezone(clock.INDIA).date())
        said = Bilingual("{who} ({unit}, since {day})", "{who} ({unit}, {day} से)")
        by_district[district].append(said.format(who=entry.label, unit=unit, day=since))
    return {district: SourceFigures(len(some), tuple(some[:LINES_KEPT])) for district, some in by_district.items()}


def overdue_duties(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return what is past its hour at the units of a district; what has come up or a source of its own counts apart."""
    late = Duty.objects.overdue(clock.now()).filter(level__lt=2).exclude(kind__in=COUNTED_APART)
    return _duties(gathering, late, Bilingual("since {day}", "{day} से लंबित"))


def escalations(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return what has come up to those above because nobody acted."""
    risen = Duty.objects.waiting().filter(level__gte=2).exclude(kind__in=COUNTED_APART)
    return _duties(gathering, risen, Bilingual("since {day}", "{day} से लंबित"))


def open_decisions(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return decisions of conferences that are still to be done."""
    waiting = Duty.objects.waiting().filter(kind=DECISION.code)
    return _duties(gathering, waiting, Bilingual("by {day}", "{day} तक"))


def unanswered_advisories(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return the advisories that an office of the district has neither accepted nor declined."""
    waiting = Duty.objects.waiting().filter(kind=of_advisories.ANSWER_ADVISORY.code)
    return _duties(gathering, waiting, Bilingual("by {day}", "{day} तक"))


def requests_waiting(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return what other districts asked of the district and nobody has answered or done."""
    waiting = Duty.objects.waiting().filter(kind=of_requests.HELP.code)
    return _duties(gathering, waiting, Bilingual("by {day}", "{day} तक"))


def _duties(gathering: Gathering, rows: Iterable[Duty], when: Bilingual) -> dict[str, SourceFigures]:
    """Group duties by the district of their owner, the oldest first."""
    by_district: dict[str, list[Duty]] = defaultdict(list)
    for duty in rows.filter(owner_audience__in=list(gathering.units)).order_by("due_at", "id"):  # type: ignore[attr-defined]
        by_district[gathering.units[duty.owner_audience][0]].append(duty)
    return {
        district: SourceFigures(len(some), tuple(_duty_line(duty, gathering, when) for duty in some[:LINES_KEPT]))
        for district, some in by_district.items()
    }


def _duty_line(duty: Duty, gathering: Gathering, when: Bilingual) -> Bilingual:
    role = BY_CODE.get(duty.owner_role)
    day = day_in_both(duty.due_at.astimezone(clock.INDIA).date())
    return Bilingual("{title} ({role}, {unit}, {when})", "{title} ({role}, {unit}, {when})").format(
        title=Bilingual(duty.title_en, duty.title_hi),
        role=role.name if role else duty.owner_role,
        unit=gathering.units[duty.owner_audience][1],
        when=when.format(day=day),
    )


def vacancies(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return the posts of each district that nobody holds."""
    found = vacant_posts(gathering.districts)
    return {key: SourceFigures(len(some), tuple(each.words for each in some)) for key, some in found.items()}


def silence(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return for how many of the last weeks each agency has been silent, without a break up to the last.

    An agency whose head's post is vacant is not silent.
    """
    vacant = {(key, each.role) for key, some in vacant_posts(gathering.districts).items() for each in some}
    last = asked_week().first
    weeks = [last - timedelta(weeks=back) for back in range(WEEKS_LOOKED_AT)]
    rows = ReportedWeek.objects.filter(district__in=gathering.districts, week__gte=weeks[-1])
    spoken = set(rows.values_list("district", "agency", "week"))
    found = {}
    for district in gathering.districts:
        lines, number = [], 0
        for agency in HEADS:
            if (district, OWNERS[agency]) in vacant:
                continue
            silent = next(
                (back for back, week in enumerate(weeks) if (district, agency, week) in spoken), WEEKS_LOOKED_AT
            )
            number += silent
            if silent:
                lines.append(_silent_line(agency, silent))
        if number:
            found[district] = SourceFigures(number, tuple(lines))
    return found


def _silent_line(agency: str, weeks: int) -> Bilingual:
    if weeks == WEEKS_LOOKED_AT:
        said = Bilingual("{voice}: no report for {n} weeks or more", "{voice}: {n} सप्ताह या अधिक से रिपोर्ट नहीं")
    elif weeks == 1:
        said = Bilingual("{voice}: no report for the last week", "{voice}: पिछले सप्ताह की रिपोर्ट नहीं")
    else:
        said = Bilingual("{voice}: no report for {n} weeks", "{voice}: {n} सप्ताह से रिपोर्ट नहीं")
    return said.format(voice=COMPARTMENTS[agency], n=weeks)


def differences(gathering: Gathering) -> Mapping[str, SourceFigures]:
    """Return the figures of the last weeks that the two agencies count otherwise."""
    lines: dict[str, list[Bilingual]] = defaultdict(list)
    for back in range(WEEKS_COMPARED):
        week = week_of(asked_week().first - timedelta(weeks=back))
        for district, found in differing_in(gathering.actor, gathering.districts, week).items():
            for line in found:
                said = ", ".join(f"{COMPARTMENTS[agency].en} {line.said.get(agency)}" for agency in HEADS)
                said_hi = ", ".join(f"{COMPARTMENTS[agency].hi} {line.said.get(agency)}" for agency in HEADS)
                lines[district].append(
                    Bilingual("{figure}, {week}: {said}", "{figure}, {week}: {said}").format(
                        figure=FIGURES[line.cell.figure].words, week=week_words(week), said=Bilingual(said, said_hi)
                    )
                )
    return {district: SourceFigures(len(some), tuple(some[:LINES_KEPT])) for district, some in lines.items()}


SOURCES: Sequence[Source] = (
    Source(
        "findings", 5, 4,
        Bilingual("What changed", "क्या बदला"),
        Bilingual("1 finding names the district", "1 निष्कर्ष में जनपद का नाम है"),
        Bilingual("{n} findings name the district", "{n} निष्कर्षों में जनपद का नाम है"),
        open_findings, lines_told=True,
    ),
    Source(
        "findings_near", 5, 4,
        Bilingual("What changed, shown only to nearby offices", "क्या बदला, केवल निकट के कार्यालयों को"),
        Bilingual("1 finding that only nearby offices can see", "1 निष्कर्ष, जिसे केवल निकट के कार्यालय देख सकते हैं"),
        Bilingual("{n} findings that only nearby offices can see", "{n} निष्कर्ष, जिन्हें केवल निकट के कार्यालय देख सकते हैं"),
        near_findings, is_told=False,
    ),
    Source(
        "children", 5, 5,
        Bilingual("Children not produced within 24 hours", "24 घंटे में प्रस्तुत न किए गए बच्चे"),
        Bilingual("1 child was not produced before the Child Welfare Committee within 24 hours",
                  "1 बच्चा 24 घंटे बाद भी बाल कल्याण समिति के समक्ष नहीं लाया गया"),
        Bilingual("{n} children were not produced before the Child Welfare Committee within 24 hours",
                  "{n} बच्चे 24 घंटे बाद भी बाल कल्याण समिति के समक्ष नहीं लाए गए"),
        children_waiting,
    ),
    Source(
        "missing", 5, 5,
        Bilingual("Missing children without an FIR", "बिना एफआईआर के गुमशुदा बच्चे"),
        Bilingual("1 missing child has no FIR", "1 गुमशुदा बच्चे की एफआईआर नहीं"),
        Bilingual("{n} missing children have no FIR", "{n} गुमशुदा बच्चों की एफआईआर नहीं"),
        missing_without_fir,
    ),
    Source(
        "escalated", 4, 5,
        Bilingual("Escalated because nobody acted", "कार्रवाई न होने से अग्रेषित कार्य"),
        Bilingual("1 task was escalated because nobody acted", "कार्रवाई न होने से 1 कार्य अग्रेषित"),
        Bilingual("{n} tasks were escalated because nobody acted", "कार्रवाई न होने से {n} कार्य अग्रेषित"),
        escalations,
    ),
    Source(
        "decisions", 3, 5,
        Bilingual("Decisions still open", "लंबित निर्णय"),
        Bilingual("1 decision of an earlier meeting is open", "पिछली बैठकों का 1 निर्णय लंबित"),
        Bilingual("{n} decisions of earlier meetings are open", "पिछली बैठकों के {n} निर्णय लंबित"),
        open_decisions,
    ),
    Source(
        "advisories", 3, 5,
        Bilingual("Advisories not answered", "अनुत्तरित परामर्श"),
        Bilingual("1 advisory is not answered", "1 परामर्श अनुत्तरित"),
        Bilingual("{n} advisories are not answered", "{n} परामर्श अनुत्तरित"),
        unanswered_advisories,
    ),
    Source(
        "requests", 3, 5,
        Bilingual("Requests of other districts", "अन्य जनपदों के अनुरोध"),
        Bilingual("1 request of another district is not answered", "अन्य जनपद का 1 अनुरोध अनुत्तरित"),
        Bilingual("{n} requests of other districts are not answered", "अन्य जनपदों के {n} अनुरोध अनुत्तरित"),
        requests_waiting,
    ),
    Source(
        "overdue", 2, 8,
        Bilingual("Overdue tasks", "समय-सीमा बीते कार्य"),
        Bilingual("1 task is overdue", "1 कार्य की समय-सीमा बीती"),
        Bilingual("{n} tasks are overdue", "{n} कार्यों की समय-सीमा बीती"),
        overdue_duties,
    ),
    Source(
        "differences", 2, 5,
        Bilingual("Where police and administration figures differ", "जहाँ पुलिस व प्रशासन के आँकड़े भिन्न हैं"),
        Bilingual("1 figure differs between police and administration", "1 आँकड़ा पुलिस व प्रशासन में भिन्न है"),
        Bilingual("{n} figures differ between police and administration", "{n} आँकड़े पुलिस व प्रशासन में भिन्न हैं"),
        differences,
    ),
    Source(
        "silence", 0.5, 16,
        Bilingual("Silence", "मौन"),
        Bilingual("1 weekly report of police or administration is missing",
                  "पुलिस या प्रशासन की 1 साप्ताहिक रिपोर्ट नहीं आई"),
        Bilingual("{n} weekly reports of police and administration are missing",
                  "पुलिस और प्रशासन की {n} साप्ताहिक रिपोर्टें नहीं आईं"),
        silence, lines_told=True,
    ),
    Source(
        VACANT, 0.5, 4,
        Bilingual("Vacant posts", "रिक्त पद"),
        Bilingual("1 post is vacant", "1 पद रिक्त"),
        Bilingual("{n} posts are vacant", "{n} पद रिक्त"),
        vacancies, lines_told=True,
    ),
)  # fmt: skip

BY_SOURCE: Mapping[str, Source] = {source.code: source for source in SOURCES}
