"""What a finding says: one sentence in both languages, as it stands on its page, in a duty and in a file."""

from collections.abc import Mapping

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.reports.vocabulary import FORMS
from samanvay_insight.shifts import ShiftKind

from ..models import Finding
from ..spots import Spot
from ..states import NOTICED, Subject

UNIT_WORDS = {
    Subject.CORRIDOR: Bilingual("journeys", "यात्राएँ"),
    Subject.STOPOVER: Bilingual("journeys", "यात्राएँ"),
    Subject.DISTRICT: Bilingual("facts", "तथ्य"),
    Subject.FORM: Bilingual("facts", "तथ्य"),
}

SENTENCES: dict[str, Bilingual] = {
    ShiftKind.ROSE: Bilingual(
        "{what}: more than usual. {unit}, {when}: {seen}, where {expected} was to be expected ({low} to {high}).",
        "{what}: सामान्य से अधिक। {unit}, {when}: {seen}, जबकि {expected} अपेक्षित था ({low} से {high})।",
    ),
    ShiftKind.FELL: Bilingual(
        "{what}: less than usual. {unit}, {when}: {seen}, where {expected} was to be expected ({low} to {high}).",
        "{what}: सामान्य से कम। {unit}, {when}: {seen}, जबकि {expected} अपेक्षित था ({low} से {high})।",
    ),
    ShiftKind.APPEARED: Bilingual(
        "{what}: new. {unit}, {when}: {seen}, and none in the year before.",
        "{what}: नया। {unit}, {when}: {seen}, और इससे पहले के वर्ष में कोई नहीं।",
    ),
    ShiftKind.DRIED_UP: Bilingual(
        "{what}: dried up. {unit}, {when}: none, where {expected} was to be expected ({low} to {high}).",
        "{what}: बंद हुआ। {unit}, {when}: कोई नहीं, जबकि {expected} अपेक्षित था ({low} से {high})।",
    ),
    ShiftKind.REVERSED: Bilingual(
        "{what}: the direction has turned. {unit} this way, {when}: {seen}, where {expected} was to be expected.",
        "{what}: दिशा पलट गई। इस दिशा में {unit}, {when}: {seen}, जबकि {expected} अपेक्षित था।",
    ),
    ShiftKind.SILENT: Bilingual(
        "{what}: silent. No report for {when}, where {expected} of four weeks are usually reported.",
        "{what}: मौन। {when} की कोई रिपोर्ट नहीं, जबकि सामान्यतः चार में से {expected} सप्ताह की रिपोर्ट आती है।",
    ),
    NOTICED: Bilingual("{what}: {said}", "{what}: {said}"),
}

UNKNOWN_PLACE = Bilingual("a place no longer known", "अब अज्ञात स्थान")


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
    """Return the sentence of a finding."""
    when = PartialDate.between(finding.since, finding.until)
    return SENTENCES[finding.kind].format(
        what=what_of(finding, known),
        unit=_capital(UNIT_WORDS[Subject(finding.subject)]),
        when=Bilingual(when.words("en"), when.words("hi")),
        seen=finding.seen,
        expected=number(finding.expected),
        low=number(finding.low),
        high=number(finding.high),
        said=finding.said,
    )


def number(value: float | None) -> str:
    """Return an expected count as it is written: one digit after the point below ten."""
    if value is None:
        return "–"
    return f"{value:.1f}" if value < 10 and value != round(value) else f"{value:.0f}"


def _capital(words: Bilingual) -> Bilingual:
    return Bilingual(words.en.capitalize(), words.hi)
