"""What a finding says: one sentence in both languages, as it stands on its page, in a duty and in a file."""

from collections.abc import Mapping

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.reports.vocabulary import FORMS
from samanvay_insight.shifts import ShiftKind

from ..models import Finding
from ..spots import Spot
from ..states import NOTICED, Subject

# What a series counts, as a sentence begins.
COUNTED: dict[Subject, Bilingual] = {
    Subject.CORRIDOR: Bilingual("Journeys {what}", "{what} यात्राएँ"),
    Subject.STOPOVER: Bilingual("Stops in {place}", "{place} में ठहराव"),
    Subject.DISTRICT: Bilingual("Facts about {what}", "{what} से जुड़े तथ्य"),
    Subject.FORM: Bilingual("Facts about {what}", "{what} के तथ्य"),
}
SHARP = 2.0  # times what is normal
SHARPLY = {
    ShiftKind.ROSE: Bilingual("rose sharply", "तेज़ बढ़ोतरी"),
    ShiftKind.FELL: Bilingual("fell sharply", "तेज़ गिरावट"),
}
# What is left of what was normal: the least share first, up to which each is said.
FELL_TO: tuple[tuple[float, Bilingual], ...] = (
    (0.15, Bilingual("fell to a tenth", "लगभग दसवें हिस्से तक गिरावट")),
    (0.22, Bilingual("fell to a fifth", "लगभग पाँचवें हिस्से तक गिरावट")),
    (0.29, Bilingual("fell to a quarter", "लगभग चौथाई तक गिरावट")),
    (0.42, Bilingual("fell to a third", "लगभग तिहाई तक गिरावट")),
    (0.58, Bilingual("fell to half", "लगभग आधे तक गिरावट")),
    (1.0, Bilingual("fell to two thirds", "लगभग दो तिहाई तक गिरावट")),
)
CHANGES: dict[str, Bilingual] = {
    ShiftKind.ROSE: Bilingual("rose", "बढ़ोतरी"),
    ShiftKind.FELL: Bilingual("fell", "गिरावट"),
    ShiftKind.APPEARED: Bilingual("are new", "पहली बार"),
    ShiftKind.DRIED_UP: Bilingual("stopped", "बंद"),
    ShiftKind.REVERSED: Bilingual("changed direction", "दिशा बदली"),
}
NUMBERS: dict[str, Bilingual] = {
    ShiftKind.APPEARED: Bilingual("{seen} in {weeks}, none in the year before", "{weeks} में {seen}, पिछले वर्ष एक भी नहीं"),
    ShiftKind.REVERSED: Bilingual(
        "{seen} this way in {weeks}, normally {normal}", "इस दिशा में {weeks} में {seen}, सामान्यतः {normal}"
    ),
    ShiftKind.SILENT: Bilingual(
        "no report in {weeks}, normally {normal}", "{weeks} में कोई रिपोर्ट नहीं, सामान्यतः {normal}"
    ),
}
NUMBERS_ELSE = Bilingual("{seen} in {weeks}, normally {normal}", "{weeks} में {seen}, सामान्यतः {normal}")
NONE = Bilingual("none", "एक भी नहीं")

UNKNOWN_PLACE = Bilingual("a place no longer in the directory", "स्थान अब निर्देशिका में नहीं")


def keys_of(finding: Finding) -> set[str]:
    """Return the places that the sentence names."""
    return {key for key in (finding.origin, finding.destination, finding.place) if key}


def what_of(finding: Finding, known: Mapping[str, Spot]) -> Bilingual:
    """Return of what a finding tells: "Gumla → Delhi", "stop-over Moradabad", a district, a form."""

    def name(key: str) -> Bilingual:
        spot = known.get(key)
        return spot.names if spot is not None else UNKNOWN_PLACE

    if finding.subject == Subject.CORRIDOR:
        return Bilingual("{origin} → {destination}", "{origin} → {destination}").format(
            origin=name(finding.origin), destination=name(finding.destination)
        )
    if finding.subject == Subject.STOPOVER:
        return Bilingual("Stop-over {place}", "पड़ाव {place}").format(place=name(finding.place))
    if finding.subject == Subject.FORM:
        return FORMS.get(finding.form, Bilingual(finding.form))
    return name(finding.place)


def sentence_of(finding: Finding, known: Mapping[str, Spot]) -> Bilingual:
    """Return the sentence of a finding: "Stops in Ayodhya rose sharply: 8 in four weeks, normally none (…)."."""
    what = what_of(finding, known)
    if finding.kind == NOTICED:
        return Bilingual("{what}: {said}", "{what}: {said}").format(what=what, said=finding.said)
    when = PartialDate.between(finding.since, finding.until)
    span = Bilingual(when.words("en"), when.words("hi"))
    if finding.kind == ShiftKind.SILENT:
        said = Bilingual("{what} stopped reporting: {numbers} ({when}).", "{what} से रिपोर्ट बंद: {numbers} ({when})।")
        return said.format(what=what, numbers=numbers_of(finding), when=span)
    place = known[finding.place].names if finding.place in known else UNKNOWN_PLACE
    if finding.kind == ShiftKind.TOGETHER:
        words = ROSE_TOGETHER if (finding.seen or 0) > (finding.expected or 0.0) else FELL_TOGETHER
        return words.format(what=what, numbers=numbers_of(finding), when=span)
    if finding.is_lasting:
        first = PartialDate.day(finding.since)
        return LASTING.format(
            counted=COUNTED[Subject(finding.subject)].format(what=what, place=place),
            change=_change_of(finding),
            numbers=numbers_of(finding),
            since=Bilingual(first.words("en"), first.words("hi")),
        )
    return Bilingual("{counted} {change}: {numbers} ({when}).", "{counted}: {change}। {numbers} ({when})।").format(
        counted=COUNTED[Subject(finding.subject)].format(what=what, place=place),
        change=_change_of(finding),
        numbers=numbers_of(finding),
        when=span,
    )


def numbers_of(finding: Finding) -> Bilingual:
    """Return the numbers of a finding in words: "8 in four weeks, normally none"."""
    weeks = finding.weeks
    in_weeks = WEEKS.get(weeks) or Bilingual("{n} weeks", "{n} सप्ताह").format(n=weeks)
    return NUMBERS.get(finding.kind, NUMBERS_ELSE).format(
        seen=finding.seen or NONE, weeks=in_weeks, normal=_normal(finding)
    )


WEEKS = {
    1: Bilingual("one week", "एक सप्ताह"),
    4: Bilingual("four weeks", "चार सप्ताह"),
    12: Bilingual("twelve weeks", "बारह सप्ताह"),
    16: Bilingual("sixteen weeks", "सोलह सप्ताह"),
}
LASTING = Bilingual(
    "{counted} {change}, lasting since about {since}: {numbers}. Fewer were recorded; check whether less was recorded "
    "in general.",
    "{counted}: {change}, लगभग {since} से अब तक। {numbers}। दर्ज संख्या घटी है; जाँचें कि कहीं दर्ज करना ही तो कम नहीं हुआ।",
)
ROSE_TOGETHER = Bilingual(
    "Everything recorded in {what} rose together. Look at recording first: {numbers} ({when}).",
    "{what} में दर्ज सब कुछ एक साथ बढ़ा। पहले देखें कि दर्ज करना बदला है या नहीं: {numbers} ({when})।",
)
FELL_TOGETHER = Bilingual(
    "Everything recorded in {what} fell together. Look at recording first: {numbers} ({when}).",
    "{what} में दर्ज सब कुछ एक साथ घटा। पहले देखें कि दर्ज करना बदला है या नहीं: {numbers} ({when})।",
)


def _change_of(finding: Finding) -> Bilingual:
    if finding.is_lasting and finding.seen:
        left = finding.seen / max(finding.expected or 0.0, 1.0)
        return next(words for most, words in FELL_TO if left <= most)
    more, fewer = float(finding.seen or 0), finding.expected or 0.0
    if finding.kind == ShiftKind.FELL:
        more, fewer = fewer, more
    is_sharp = finding.kind in SHARPLY and more >= SHARP * fewer
    return SHARPLY[ShiftKind(finding.kind)] if is_sharp else CHANGES[finding.kind]


def _normal(finding: Finding) -> Bilingual:
    expected = round(finding.expected or 0.0)
    if finding.kind == ShiftKind.SILENT:
        return Bilingual("a report in {n} of them", "इनमें से {n} में रिपोर्ट").format(n=expected)
    return Bilingual("about {n}", "लगभग {n}").format(n=expected) if expected else NONE


def number(value: float | None) -> str:
    """Return an expected count as it is written: one digit after the point below ten."""
    if value is None:
        return "–"
    return f"{value:.1f}" if value < 10 and value != round(value) else f"{value:.0f}"
