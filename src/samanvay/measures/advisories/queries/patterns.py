"""The pattern that an advisory is about, filled in from a finding, a case, a confirmed reading or a corridor.

Of a case nothing leaves but what its facts tell: forms, lures, disparities, districts, the month. No name, no number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import override

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.cases.queries import case_or_unseen, legs_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture.findings.queries import finding_or_unseen
from samanvay.picture.findings.words import keys_of, sentence_of, what_of
from samanvay.picture.models import Finding
from samanvay.picture.spots import Spot, spots
from samanvay.reports.models import Claim
from samanvay.reports.queries import report as report_or_unseen
from samanvay.reports.states import ClaimState
from samanvay.reports.vocabulary import FORMS, LURES

BETWEEN = "~"
SOURCES = ("finding", "case", "claim", "corridor", "district")


@dataclass(frozen=True, slots=True)
class AdvisedPattern:
    """What an advisory is about, with a first wording. ``route`` are places in their order, "" where not said.

    ``place`` alone is given where it is of one district: a stop-over, a blind transit. ``about`` are the districts that
    a finding concerns.
    """

    title: Bilingual
    text: Bilingual
    source: str = "hand"
    source_key: str = ""
    route: tuple[str, ...] = ()
    place: str = ""
    forms: tuple[str, ...] = ()
    lures: tuple[str, ...] = ()
    disparities: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        return self.route[0] if len(self.route) > 1 else ""

    @property
    def destination(self) -> str:
        return self.route[-1] if len(self.route) > 1 else ""


BY_HAND = AdvisedPattern(Bilingual(""), Bilingual(""))


def pattern_of(actor: Actor, source: str, key: str) -> AdvisedPattern:
    """Return the pattern of a source that the actor may see, with a first wording. Raises Refused, Unseen."""
    if source == "corridor":
        return _of_corridor(actor, key)
    if source == "district":
        return _of_district(actor, key)
    if source not in SOURCES:
        return BY_HAND
    try:
        found = UUID(key)
    except ValueError:
        raise Unseen from None
    return {"finding": _of_finding, "case": _of_case, "claim": _of_claim}[source](actor, found)


def _of_finding(actor: Actor, key: UUID) -> AdvisedPattern:
    finding: Finding = finding_or_unseen(actor, key)
    known = spots(keys_of(finding))
    route = (finding.origin, finding.destination) if finding.origin else ()
    return AdvisedPattern(
        title=_title(what_of(finding, known)),
        text=_text(sentence_of(finding, known)),
        source="finding",
        source_key=str(key),
        route=route,
        place=finding.place,
        forms=(finding.form,) if finding.form else (),
        about=tuple(finding.districts),
    )


def _of_claim(actor: Actor, key: UUID) -> AdvisedPattern:
    claim = Claim.objects.filter(pk=key, state=ClaimState.CONFIRMED).first()
    if claim is None:
        raise Unseen
    report_or_unseen(actor, claim.report_id)
    stops = [claim.origin_id or "", *claim.via, claim.destination_id or ""] if claim.kind == "movement" else []
    day = claim.occurred_earliest or claim.report.period_to
    return _told(
        "claim",
        str(key),
        stops,
        (claim.place_id or "") if not stops else "",
        claim.forms,
        claim.lures,
        (),
        day,
    )


def _of_case(actor: Actor, key: UUID) -> AdvisedPattern:
    require(actor, Permission.CASE_READ)
    case = case_or_unseen(actor, key)
    stops = [leg.place_id for leg in legs_of(actor, case) if not leg.is_void]
    day = case.occurred_earliest or case.opened_at.date()
    place = "" if len(stops) > 1 else case.place_id or ""
    return _told("case", str(key), stops, place, case.forms, case.lures, case.disparities, day)


def _of_corridor(actor: Actor, key: str) -> AdvisedPattern:
    require(actor, Permission.FACT_READ)
    ends = key.split(BETWEEN)
    known = spots(ends)
    if len(ends) != 2 or any(end not in known for end in ends):
        raise Unseen
    what = _way(ends, known)
    words = Bilingual("Journeys on {way} were reported.", "{way} मार्ग पर यात्राओं की सूचना है।").format(way=what)
    return AdvisedPattern(_title(what), _text(words), "corridor", key, route=(ends[0], ends[1]))


def _of_district(actor: Actor, key: str) -> AdvisedPattern:
    require(actor, Permission.FACT_READ)
    known = spots([key])
    if key not in known:
        raise Unseen
    name = known[key].names
    words = Bilingual(
        "Going by the reports of other districts, many journeys pass through {name}, but few were detected "
        "there. This is not proof: it shows where to look.",
        (
            "अन्य जनपदों की रिपोर्ट के अनुसार {name} से बहुत-सी यात्राएँ गुज़रती हैं, पर वहाँ कम पकड़ी गईं। यह "
            "प्रमाण नहीं है: इससे पता चलता है कि कहाँ देखना है।"
        ),
    ).format(name=name)
    return AdvisedPattern(_title(name), _text(words), "district", key, place=key)


def _told(
    source: str,
    key: str,
    stops: Sequence[str],
    place: str,
    forms: Sequence[str],
    lures: Sequence[str],
    disparities: Sequence[str],
    day: date,
) -> AdvisedPattern:
    """Return the pattern of one happening at the level of facts: districts, the month, how and by what promise."""
    known = spots({each for each in (*stops, place) if each})
    route = tuple(dict.fromkeys(home for stop in stops if (home := _district(stop, known))))
    home = _district(place, known) if place else ""
    named = spots({*route, home} - {""})
    what = _way(route or [home], named)
    told = [Bilingual("{month}: {what}.", "{month}: {what}।").format(month=_month(day), what=what)]
    if forms:
        told.append(Bilingual("Form: {words}.", "रूप: {words}।").format(words=_words(forms, FORMS)))
    if lures:
        told.append(Bilingual("Lure: {words}.", "प्रलोभन: {words}।").format(words=_words(lures, LURES)))
    words = Bilingual(" ".join(each.en for each in told), " ".join(each.hi or each.en for each in told))
    return AdvisedPattern(
        _title(what),
        _text(words),
        source,
        key,
        route=route if len(route) > 1 else (),
        place=route[0] if len(route) == 1 else home,
        forms=tuple(forms),
        lures=tuple(lures),
        disparities=tuple(disparities),
    )


def _district(key: str, known: Mapping[str, Spot]) -> str:
    """Return the district of a place, a whole area itself: nothing finer than a district is told."""
    spot = known.get(key)
    if spot is None:
        return ""
    return key if spot.is_area else spot.district or spot.state


def _way(keys: Iterable[str], known: Mapping[str, Spot]) -> Bilingual:
    names = [known[key].names for key in keys if key in known]
    return Bilingual(" → ".join(each.en for each in names), " → ".join(each.hi or each.en for each in names))


def _month(day: date) -> Bilingual:
    said = {}
    for language in ("en", "hi"):
        with override(language):
            said[language] = date_format(day, "F Y")
    return Bilingual(said["en"], said["hi"])


def _words(codes: Iterable[str], known: Mapping[str, Bilingual]) -> Bilingual:
    words = [known.get(code, Bilingual(code)) for code in codes]
    return Bilingual(", ".join(each.en for each in words), ", ".join(each.hi or each.en for each in words))


def _title(what: Bilingual) -> Bilingual:
    return Bilingual("{what}: what to do now", "{what}: अब क्या करें").format(what=what)


def _text(words: Bilingual) -> Bilingual:
    return Bilingual(
        "{words}\n\nPlease carry out the measures below in your district, and report here what was done.",
        "{words}\n\nकृपया नीचे दिए उपाय अपने जनपद में करें और जो किया गया उसे यहाँ बताएँ।",
    ).format(words=words)
