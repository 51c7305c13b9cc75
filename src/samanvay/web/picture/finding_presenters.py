"""What the pages of findings show: words, pills, rows, the chart by month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel import clock
from samanvay.picture.findings.queries import HELD_BACK, FindingFilters, is_recent, months_of
from samanvay.picture.findings.words import number, sentence_of, what_of
from samanvay.picture.models import Fact, Finding, FindingRun, SharedFact
from samanvay.picture.queries import spots
from samanvay.picture.states import FINDING_WORDS, KIND_WORDS, SUBJECT_WORDS, FindingState, Subject
from samanvay.web.components.pieces import Chip, Choice, Column, Kind, Pill, Table, chips, options
from samanvay.web.kit import sentences
from samanvay.web.kit.charts import AIR, HEIGHT, WIDTH, Chart, bar
from samanvay.web.kit.finding_lines import kind_pill, known_places
from samanvay.web.kit.people import names_of
from samanvay_insight.shifts import ShiftKind

MONTH_WEEKS = 30.44 / 7
STATE_PILLS: Mapping[str, Kind] = {
    FindingState.NEW: "hot",
    FindingState.WATCHED: "warn",
    FindingState.DISMISSED: "calm",
    FindingState.ACTED_ON: "ok",
}


def state_pill(finding: Finding) -> Pill:
    if finding.is_held_back:
        return Pill(_("not shown to the state"), "calm")
    return Pill(finding.state_words, STATE_PILLS[FindingState(finding.state)])


def table(listed: Sequence[Finding]) -> Table:
    """Return findings as rows: the sentence, the kind, since when, where it stands."""
    known = known_places(listed)
    columns = [
        Column(_("What changed"), lambda each: str(sentence_of(each, known))),
        Column(_("Kind"), kind_pill),
        Column(_("Raised"), lambda each: day(each.raised_on)),
        Column(_("Status"), state_pill),
    ]
    return Table.of(_("Findings"), columns, listed, lambda each: reverse("finding", args=[each.pk]))


def in_file(listed: Sequence[Finding]) -> Table:
    """Return findings for a file: every number, the sentence in both languages."""
    known = known_places(listed)
    columns = [
        Column(_("What"), lambda each: str(what_of(each, known))),
        Column(_("Subject"), lambda each: str(each.subject_words)),
        Column(_("Kind"), lambda each: str(each.kind_words)),
        Column(_("First day"), lambda each: each.since),
        Column(_("Last day"), lambda each: each.until),
        Column(_("Seen"), lambda each: each.seen),
        Column(_("Normal"), lambda each: _rounded(each.expected)),
        Column(_("Low"), lambda each: _rounded(each.low)),
        Column(_("High"), lambda each: _rounded(each.high)),
        Column(_("Adjusted p-value"), lambda each: None if each.q_value is None else f"{each.q_value:.2g}"),
        Column(_("Status"), state_pill),
        Column(_("Raised"), lambda each: each.raised_on),
        Column(_("In English"), lambda each: sentence_of(each, known).in_("en")),
        Column(_("In Hindi"), lambda each: sentence_of(each, known).in_("hi")),
    ]
    return Table.of(_("Findings"), columns, listed)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def day(value: date) -> str:
    return str(date_format(value, "j M Y"))


def state_chips(request: HttpRequest, counts: Mapping[str, int]) -> list[Chip]:
    """Return a chip for each state, and for what is held back where something is."""
    said: dict[str, Any] = {str(state): words for state, words in FINDING_WORDS.items()}
    if counts.get(HELD_BACK) or request.GET.get("state") == HELD_BACK:
        said[HELD_BACK] = _("Not shown to the state")
    return chips(request, "state", said.items(), every=_("All"), counts={**dict.fromkeys(said, 0), **counts})


def choices(
    asked: FindingFilters, districts: Sequence[str], corridors: Sequence[tuple[str, str]]
) -> dict[str, list[Choice]]:
    """Return the entries of the selects, those chosen marked."""
    known = spots({*districts, asked.district, *(key for pair in (*corridors, asked.corridor) for key in pair)} - {""})

    def name(key: str) -> str:
        return sentences.name_of(known, key)

    places = sorted({*districts, asked.district} - {""}, key=name)
    ways = sorted({*corridors, asked.corridor} - {("", "")}, key=lambda pair: (name(pair[0]), name(pair[1])))
    chosen = ">".join(asked.corridor) if asked.corridor[0] else ""
    return {
        "kind": options(KIND_WORDS.items(), asked.kind),
        "subject": options(SUBJECT_WORDS.items(), asked.subject),
        "district": options([(key, name(key)) for key in places], asked.district),
        "corridor": options([(f"{start}>{end}", f"{name(start)} → {name(end)}") for start, end in ways], chosen),
    }


def run_words(run: FindingRun | None) -> str:
    """Return when it was last looked for changes, over how many series; or that it was not yet."""
    if run is None:
        return _("No search for changes yet: it runs every night after 2 a.m.")
    said = ngettext(
        "Checked on %(night)s: %(count)d series, counted up to %(until)s.",
        "Checked on %(night)s: %(count)d series, counted up to %(until)s.",
        run.series,
    ) % {"night": day(run.night), "count": run.series, "until": day(run.until)}
    if not is_recent(run, clock.today()):
        said += " " + _("The last check was several nights ago. Tell the administrator.")
    return said


def facts_of(finding: Finding) -> list[tuple[str, Any]]:
    """Return when it was counted and what became of it, as pairs."""
    names = names_of([finding.raised_by, finding.decided_by])
    raised = {"day": day(finding.raised_on), "name": names.get(finding.raised_by, "–")}
    pairs: list[tuple[str, Any]] = [
        (_("Status"), state_pill(finding)),
        (_("Counting rule"), _("%(since)s to %(until)s") % {"since": day(finding.since), "until": day(finding.until)}),
    ]
    pairs.append((_("Raised"), _("%(day)s by %(name)s") % raised))
    if grown := finding.times_grown:
        pairs.append((_("Increase"), ngettext("%(count)d time", "%(count)d times", grown) % {"count": grown}))
    if finding.last_seen_on > finding.until:
        pairs.append((_("Still so in the four weeks until"), day(finding.last_seen_on)))
    if finding.decided_by is not None and finding.decided_at is not None:
        decided = {"day": day(finding.decided_at.astimezone(clock.INDIA)), "name": names.get(finding.decided_by, "–")}
        pairs.append((_("Decision"), _("%(day)s by %(name)s") % decided))
    if finding.reason:
        pairs.append((_("Reason, or what was done"), finding.reason))
    return pairs


def statistics_of(finding: Finding) -> list[tuple[str, Any]]:
    """Return the numbers of a finding as they were reckoned; none of one that an officer noticed."""
    if finding.seen is None:
        return []
    ends = {"low": number(finding.low), "high": number(finding.high)}
    return [
        (_("Weeks with a report") if finding.kind == ShiftKind.SILENT else _("Seen"), finding.seen),
        (_("Normal"), number(finding.expected)),
        (_("Range (9 of 10 cases)"), _("%(low)s to %(high)s") % ends),
        (_("Share of such findings due to chance"), chance(finding)),
    ]


def chance(finding: Finding) -> str:
    """Return the adjusted p-value in words that a reader can use."""
    q = finding.q_value if finding.q_value is not None else 1.0
    if q < 0.001:
        return _("less than 1 in 1000")
    return _("at most %(count)d in 100") % {"count": max(1, round(q * 100 + 0.499))}


def chart(finding: Finding, counts: Sequence[tuple[date, int]]) -> Chart | None:
    """Return the chart of what the reader may see of a series, month by month; None where that is nothing.

    The expected count of the weeks is drawn as that of a month.
    """
    if not any(count for _month, count in counts) or finding.kind == ShiftKind.SILENT:
        return None
    scale = MONTH_WEEKS / finding.weeks
    period = months_of(finding)
    high = (finding.high or 0.0) * scale
    top = max(max(count for _month, count in counts), high, 1.0)
    step = WIDTH / len(counts)
    bars = [
        bar(
            number_, step, count / top, 2,
            _("%(month)s: %(count)d") % {"month": sentences.month(month), "count": count},
            label=date_format(month, "M y") if number_ % 6 == 0 else "",
            is_on=period.first <= month <= period.last, value=count,
        )
        for number_, (month, count) in enumerate(counts)
    ]  # fmt: skip
    counted = [each for each in bars if each.is_on]
    band, line = None, ""
    if counted and finding.expected is not None:
        low_y, high_y = (
            HEIGHT - (HEIGHT - AIR) * (value or 0.0) * scale / top for value in (finding.low, finding.high)
        )
        level = round(HEIGHT - (HEIGHT - AIR) * finding.expected * scale / top, 1)
        left, right = counted[0].x - 2, counted[-1].x + counted[-1].width + 2
        band = (round(left, 1), round(high_y, 1), round(right - left, 1), round(max(low_y - high_y, 1.0), 1))
        line = f"M{band[0]} {level}h{band[2]}"
    caption = _("Facts by month that your office may see. Dark: the months counted; shaded: what is normal.")
    return Chart(bars, round(top), caption, band, line)


def effect_url(finding: Finding) -> str:
    """Return where it is asked whether something done about a corridor or district worked, "" for other subjects."""
    what = {
        Subject.CORRIDOR: f"{finding.origin}>{finding.destination}",
        Subject.DISTRICT: finding.place if finding.place.startswith("district:") else "",
    }.get(Subject(finding.subject), "")
    return f"{reverse('effect')}?{urlencode({'what': what})}" if what else ""


def evidence_table(rows: Sequence[Fact | SharedFact]) -> Table:
    """Return the facts behind a finding, those alike in one line: way or place, month, persons, form, certainty."""
    known = spots({key for row in rows for key in row.place_keys})

    def name(key: str) -> str:
        return sentences.name_of(known, key) if key else "–"

    def what(row: Fact | SharedFact) -> str:
        if row.kind == "movement":
            return " → ".join(name(key) for key in (row.origin, *row.via, row.destination) if key)
        return f"{sentences.event(row.event_kind)}, {name(row.place)}"

    lines: Counter[tuple[str | None, ...]] = Counter()
    persons: Counter[tuple[str | None, ...]] = Counter()
    for row in rows:
        line = (
            what(row),
            sentences.month(row.month) if row.month else None,
            ", ".join(sentences.form(code) for code in row.forms) or None,
            sentences.certainty(row.certainty == "hearsay"),
        )
        lines[line] += 1
        persons[line] += row.counted
    columns = [
        Column(_("What"), itemgetter(0)),
        Column(_("Month"), itemgetter(1)),
        Column(_("Times"), lambda line: lines[line], number=True),
        Column(_("Persons"), lambda line: persons[line], number=True),
        Column(_("Form of exploitation"), itemgetter(2)),
        Column(_("Certainty"), itemgetter(3)),
    ]
    return Table.of(_("Facts of these months"), columns, lines)
