"""What the pages of the playbook show: rows, filters, facts of a measure, the difference between two texts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.roles import BY_CODE
from samanvay.cases.kinds import DISPARITIES, FORMS, LURES
from samanvay.kernel.bilingual import Bilingual
from samanvay.measures.models import Measure, MeasureVersion
from samanvay.measures.playbook.queries import WAITING, MeasureFilters
from samanvay.measures.playbook.states import MEASURE_WORDS, MeasureState
from samanvay.measures.playbook.vocabulary import COSTS, EVIDENCE, PLACE_ROLES
from samanvay.web.components.pieces import Chip, Column, Kind, Pill, Select, Table, chips, options
from samanvay.web.kit.differences import Change, pieces_between
from samanvay.web.kit.filters import LABELS, choice_of, text_of
from samanvay.web.kit.people import names_of

STATE_KINDS: dict[str, Kind] = {
    MeasureState.DRAFT: "warn",
    MeasureState.PUBLISHED: "ok",
    MeasureState.RETIRED: "calm",
}
FILTERS: dict[str, dict[str, Any]] = {
    "form": FORMS,
    "lure": LURES,
    "disparity": DISPARITIES,
    "place_role": PLACE_ROLES,
    "role": {code: role.name for code, role in BY_CODE.items()},
    "cost": COSTS,
    "evidence": EVIDENCE,
}
LONGEST_SEARCH = 100


def filters_of(request: HttpRequest) -> MeasureFilters:
    return MeasureFilters(
        words=text_of(request, "q", LONGEST_SEARCH),
        state=choice_of(request, "state", (WAITING, MeasureState.RETIRED)),
        **{name: choice_of(request, name, codes) for name, codes in FILTERS.items()},
    )


def selects(asked: MeasureFilters) -> list[Select]:
    labels = {**LABELS, "role": _("Who does it")}
    return [Select(name, labels[name], options(codes.items(), getattr(asked, name))) for name, codes in FILTERS.items()]


def state_chips(request: HttpRequest, waiting: int) -> list[Chip]:
    """Return the chips of what is published, what waits and what is retired."""
    choices = [(WAITING, _("Waiting to be published")), (MeasureState.RETIRED.value, _("Retired"))]
    return chips(request, "state", choices, every=_("Published"), counts={WAITING: waiting})


def table(found: Iterable[MeasureVersion]) -> Table:
    columns = [
        Column(_("Measure"), lambda each: each.title),
        Column(_("For"), fits_words),
        Column(_("Who leads it"), lambda each: next(iter(each.words_of("roles")), None)),
        Column(_("Cost"), lambda each: each.cost_words),
        Column(_("Days"), lambda each: each.days, number=True),
        Column(_("Evidence"), lambda each: each.evidence_kind_words),
    ]
    return Table.of(_("Measures"), columns, found, lambda each: reverse("measure", args=[each.measure_id]))


def fits_words(version: MeasureVersion) -> str:
    """Return in a line for which pattern a measure is."""
    said = [_joined(version.words_of(name)) for name in ("place_roles", "forms", "lures", "disparities")]
    return " · ".join(each for each in said if each) or _("any pattern")


def _joined(words: Sequence[Bilingual], most: int = 3) -> str:
    shown = ", ".join(str(each) for each in words[:most])
    return f"{shown} +{len(words) - most}" if len(words) > most else shown


def file_table(found: Iterable[MeasureVersion]) -> Table:
    """Return measures for a file, in both languages."""

    def listed(words: str, name: str) -> Column:
        return Column(words, lambda each: ", ".join(map(str, each.words_of(name))))

    columns = [
        Column(_("Code"), lambda each: each.measure.code),
        Column(_("In English"), lambda each: each.title_en),
        Column(_("In Hindi"), lambda each: each.title_hi),
        Column(_("Summary in English"), lambda each: each.summary_en),
        Column(_("Summary in Hindi"), lambda each: each.summary_hi),
        Column(_("Steps in English"), lambda each: each.what_en),
        Column(_("Steps in Hindi"), lambda each: each.what_hi),
        listed(_("Forms"), "forms"),
        listed(_("Lures"), "lures"),
        listed(_("Vulnerabilities"), "disparities"),
        listed(_("Place on the corridor"), "place_roles"),
        listed(_("Who"), "roles"),
        Column(_("Cost"), lambda each: each.cost_words),
        Column(_("Days"), lambda each: each.days),
        Column(_("Proof"), lambda each: each.proof_kind_words),
        Column(_("Second check"), lambda each: _("yes") if each.second_check else _("no")),
        Column(_("Evidence"), lambda each: each.evidence_kind_words),
    ]
    return Table.of(_("Measures"), columns, found)


def state_pill(measure: Measure) -> Pill:
    return Pill(MEASURE_WORDS[measure.state], STATE_KINDS[measure.state])


def facts_of(version: MeasureVersion) -> list[tuple[str, Any]]:
    """Return what a measure is for, who does it, what it costs and what shows that it was done."""
    text = version.text()

    def listed(name: str) -> str:
        return ", ".join(map(str, version.words_of(name))) or _("any")

    def with_note(words: Bilingual, note: Bilingual) -> str:
        return f"{words}. {note}" if str(note) else str(words)

    days = ngettext("usually %(n)d day", "usually %(n)d days", text.days) % {"n": text.days}
    facts: list[tuple[str, Any]] = [
        (_("Place on the corridor"), listed("place_roles")),
        (_("Forms of exploitation"), listed("forms")),
        (_("Lures"), listed("lures")),
        (_("Vulnerabilities"), listed("disparities")),
        (_("Who does it"), ", ".join(map(str, version.words_of("roles"))) or _("not given")),
        (_("How long"), days),
        (_("Cost"), with_note(version.cost_words, text.said("cost_note"))),
        (_("Proof"), with_note(version.proof_kind_words, text.said("proof_words"))),
        (_("Evidence"), with_note(version.evidence_kind_words, text.said("evidence_words"))),
    ]
    if text.second_check:
        facts.insert(-1, (_("Second check"), _("another person must check it before it counts as done")))
    return facts


def version_lines(measure: Measure, versions: Sequence[MeasureVersion]) -> list[dict[str, Any]]:
    """Return the texts of a measure, each with the way to what it changed."""
    names = names_of(each.written_by for each in versions)
    lines = []
    for number, each in enumerate(versions):
        before = versions[number + 1] if number + 1 < len(versions) else None
        origin = str(each.origin_words)
        if each.edition:
            origin = _("%(origin)s, edition %(edition)d") % {"origin": origin, "edition": each.edition}
        pill = None
        if each.no == measure.current:
            pill = Pill(_("published"), "ok")
        elif each.no == measure.draft:
            pill = Pill(_("waiting to be published"), "warn")
        elif each.no == measure.newer_shipped:
            pill = Pill(_("newer text of the product"), "warn")
        line = {
            "no": each.no,
            "words": f"{origin} · {date_format(each.written_at, 'j M Y')}",
            "by": "" if each.edition else names.get(each.written_by, ""),
            "note": each.note,
            "pill": pill,
            "compare_url": compare_url(measure, before.no, each.no) if before else "",
        }
        lines.append(line)
    return lines


def compare_url(measure: Measure, before: int, after: int) -> str:
    return f"{reverse('measure_compare', args=[measure.pk])}?a={before}&b={after}"


def changes_between(older: MeasureVersion, newer: MeasureVersion) -> list[Change]:
    """Return the fields in which two texts differ, word by word."""
    old, new = _said(older), _said(newer)
    return [Change(label, pieces_between(words, new[label])) for label, words in old.items() if words != new[label]]


def _said(version: MeasureVersion) -> dict[str, str]:
    both = {
        "title": _("Title"),
        "summary": _("Summary"),
        "what": _("The steps"),
        "cost_note": _("What it costs"),
        "proof_words": _("Proof that it was done"),
        "evidence_words": _("What is known about its effect"),
    }
    languages = {"en": _("English"), "hi": _("Hindi")}
    said = {
        f"{label} ({words})": getattr(version, f"{name}_{language}")
        for name, label in both.items()
        for language, words in languages.items()
    }
    lists = {
        "forms": _("Forms of exploitation"),
        "lures": _("Lures"),
        "disparities": _("Vulnerabilities"),
        "place_roles": _("Place on the corridor"),
        "roles": _("Who does it"),
    }
    said |= {label: ", ".join(map(str, version.words_of(name))) or _("any") for name, label in lists.items()}
    said[_("Cost")] = str(version.cost_words)
    said[_("Days")] = str(version.days)
    said[_("Proof")] = str(version.proof_kind_words)
    said[_("Second check")] = _("yes") if version.second_check else _("no")
    said[_("Evidence")] = str(version.evidence_kind_words)
    said[_("Sources")] = "\n".join(f"{each['en']} | {each['hi']}" for each in version.sources)
    return said
