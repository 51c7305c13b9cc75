"""What the pages of the law show: an entry in words, its days, what it was and became, a line to cite it by."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.roles import BY_CODE
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.law import queries
from samanvay.law import vocabulary as words
from samanvay.law.entries import Entry, Library, StatutoryClock
from samanvay.law.labels import day_words, days_of, label_of, section_words
from samanvay.law.models import LawCheck
from samanvay.law.search.finding import Line
from samanvay.web.components.pieces import Chip, Column, Kind, Pill, Select, Tab, Table, options
from samanvay.web.kit import offers
from samanvay.web.kit.filters import choice_of, text_of

LONGEST_SEARCH = 100
STATUS_KINDS: dict[str, Kind] = {"in_force": "ok", "partly_in_force": "warn", "stayed": "hot", "unconfirmed": "warn"}
STANDINGS: dict[str, tuple[Bilingual, Kind]] = {
    queries.COUNSEL: (words.VERIFIED["counsel"], "ok"),
    queries.TO_VERIFY: (words.VERIFIED["to_verify"], "warn"),
    queries.CORRECTION: (Bilingual("Counsel asks for a correction", "विधि अधिकारी ने सुधार माँगा है"), "hot"),
}
FILTERS: dict[str, Mapping[str, Any]] = {
    "kind": words.KINDS,
    "topic": words.TOPICS,
    "role": {code: role.name for code, role in BY_CODE.items()},
    "mandatory": {"yes": Bilingual("Binding only", "केवल बाध्यकारी")},
    "status": words.STATUSES,
    "verified": {code: said for code, (said, _kind) in STANDINGS.items()},
}


def tabs(actor: Actor, here: str) -> list[Tab]:
    """Return the parts of the room that somebody may open."""
    said = [
        ("law", _("Search")),
        ("law_changes", _("What changed")),
        ("law_clocks", _("Legal time limits")),
        ("law_questions", _("Questions")),
    ]
    if holds(actor, Permission.LAW_VERIFY):
        said.append(("law_to_verify", _("To verify")))
    if holds(actor, Permission.LAW_VERIFY) or holds(actor, Permission.LAW_WRITE):
        said.append(("law_drafts", _("Drafts")))
    return [Tab(label, reverse(name), name == here) for name, label in said]


def asked_of(request: HttpRequest) -> queries.LawFilters:
    """Return what the address asks for."""
    known = {name: choice_of(request, name, codes) for name, codes in FILTERS.items()}
    return queries.LawFilters(words=text_of(request, "q", LONGEST_SEARCH), **known)


def selects(asked: queries.LawFilters) -> list[Select]:
    """Return the facets with what is chosen."""
    labels = {
        "kind": _("Kind"),
        "topic": _("Topic"),
        "role": _("For whom"),
        "mandatory": _("Binding"),
        "status": _("Status"),
        "verified": _("Counsel"),
    }
    return [Select(name, labels[name], options(codes.items(), getattr(asked, name))) for name, codes in FILTERS.items()]


def browsing(entries: Sequence[Entry]) -> dict[str, list[Chip]]:
    """Return the ways into the library by kind and topic, with how many, for whoever has no word yet."""
    return {
        "kinds": _ways("kind", words.KINDS, Counter(each.kind for each in entries)),
        "topics": _ways("topic", words.TOPICS, Counter(topic for each in entries for topic in each.topics)),
    }


def _ways(name: str, said: Mapping[str, Any], counts: Counter[str]) -> list[Chip]:
    here = reverse("law")
    return [Chip(each, f"{here}?{name}={code}", count=counts[code]) for code, each in said.items() if counts[code]]


def label_of_text(text: Entry | StatutoryClock) -> str:
    """Return the short name of an entry, or what a clock is."""
    return label_of(text) if isinstance(text, Entry) else _("Legal time limit")


def title_of(text: Entry | StatutoryClock) -> Bilingual:
    """Return the title of an entry or a clock."""
    return Bilingual(text.title_en, text.title_hi)


def said_context(entry: Entry, library: Library) -> dict[str, Any]:
    """Return what ``law/said.html`` shows of an entry, published or not."""
    return {
        "entry": entry,
        "says": entry.said("changed"),
        "steps": str(entry.said("text")).strip().splitlines(),
        "facts": facts_of(entry, library.entries),
        "sources": sources_of(entry),
        "superseded_by": library.entries.get(entry.superseded_by),
        "act_url": reverse("law_entry", args=[entry.act]) if entry.act in library.entries else "",
    }


def standing_pill(entry: Entry | StatutoryClock, check: LawCheck | None) -> Pill:
    said, kind = STANDINGS[queries.standing_of(entry, check)]
    return Pill(said, kind)


def status_pill(entry: Entry) -> Pill:
    return Pill(words.STATUSES[entry.status], STATUS_KINDS.get(entry.status, "calm"))


def shown(
    entry: Entry, check: LawCheck | None, *, is_asked: bool = False, holds_then: bool = False, has_talk: bool = False
) -> dict[str, Any]:
    """Return an entry as a list shows it; its state only where it is not simply in force.

    ``has_talk``: something was asked on it and answered, by which the search may have found it.
    """
    return {
        "code": entry.code,
        "url": reverse("law_entry", args=[entry.code]),
        "label": label_of(entry),
        "title": entry.said("title"),
        "days": days_of(entry),
        "says": entry.said("changed"),
        "punishment": entry.said("punishment"),
        "status": None if entry.status == "in_force" else status_pill(entry),
        "standing": standing_pill(entry, check),
        "is_asked": is_asked,
        "holds": holds_then,
        "has_talk": has_talk,
    }


offers.law_entry.given(shown)


def beside(
    line: Line,
    checks: Mapping[str, LawCheck],
    days: tuple[date, date] | None,
    talked: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Return a line of sections side by side, what holds today first.

    ``held`` are the words that mark those which held on the days that were asked, or hold today where none were; ``on``
    is the sentence of which held then.
    """
    then = line.on_days
    holding = then if then is not None else [each for each in line.entries if each.in_force_on(clock.today())]
    listed = [
        shown(
            each,
            checks.get(each.code),
            is_asked=each == line.asked,
            holds_then=each in holding,
            has_talk=each.code in talked,
        )
        for each in reversed(line.entries)
    ]
    on = on_words(then, days) if days and then is not None else ""
    return {
        "entries": listed,
        "held": _("In force at that time") if on else _("In force today"),
        "on": on,
        "has_several": len(listed) > 1,
    }


def on_words(then: Sequence[Entry], days: tuple[date, date]) -> str:
    """Return the sentence of which section held on a day, or in a year."""
    first, last = days
    when = day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        when = str(first.year)
    if not then:
        return _("%(when)s: the library has no matching section for that time.") % {"when": when}
    return _("%(when)s: %(sections)s") % {"when": when, "sections": ", ".join(label_of(each) for each in then)}


def facts_of(entry: Entry, acts: Mapping[str, Entry]) -> list[tuple[str, Any]]:
    """Return everything of an entry that is said in a line."""
    is_dated = entry.kind == "provision" or entry.effective_from or entry.effective_to
    facts: list[tuple[str, Any]] = [
        (_("Kind"), str(words.KINDS[entry.kind])),
        (_("Act"), str(acts[entry.act].said("title")) if entry.act in acts else ""),
        (_("Section"), section_words(entry.section)),
        (_("Punishment"), str(entry.said("punishment")) if entry.punishment_en else ""),
        (_("Cognisable"), str(words.ANSWERS.get(entry.cognisable, ""))),
        (_("Bailable"), str(words.ANSWERS.get(entry.bailable, ""))),
        (_("Court"), str(words.COURTS.get(entry.court, ""))),
        (_("Issued by"), str(words.AUTHORITIES[entry.authority])),
        (_("Citation"), entry.citation),
        (_("Decided or issued"), day_words(entry.decided) or str(entry.year or "")),
        (_("In force"), days_of(entry) if is_dated else ""),
        (_("Which date decides"), str(words.DATED_BY.get(entry.dated_by, ""))),
        (_("Status"), status_pill(entry)),
        (_("Binding"), _("yes") if entry.mandatory else _("no, only advice")),
        (_("For"), ", ".join(str(BY_CODE[code].name) for code in entry.roles if code in BY_CODE)),
        (_("Topics"), ", ".join(str(words.TOPICS[code]) for code in entry.topics if code in words.TOPICS)),
    ]
    return [(name, value) for name, value in facts if value]


def sources_of(entry: Entry) -> list[Bilingual]:
    return [Bilingual(*pair) for pair in zip(entry.sources_en, entry.sources_hi, strict=True)]


def citation_of(entry: Entry, acts: Mapping[str, Entry]) -> str:
    """Return the line by which a paper cites an entry, in the active language."""
    if entry.section and entry.act in acts:
        said = {
            "section": section_words(entry.section),
            "act": acts[entry.act].said("title"),
            "title": entry.said("title"),
        }
        return _("Section %(section)s, %(act)s: %(title)s") % said
    parts = [str(entry.said("title")), entry.citation]
    if not entry.citation and (entry.decided or entry.year):
        parts.append(day_words(entry.decided) or str(entry.year))
    if entry.kind in ("ruling", "advisory", "sop"):
        parts.append(str(words.AUTHORITIES[entry.authority]))
    return ", ".join(part for part in parts if part)


def said_of_fields(entry: Entry) -> dict[str, str]:
    """Return what an edition says, field by field, to compare it with another."""
    both = {
        "title": _("Title"),
        "changed": _("In one sentence"),
        "text": _("What to do"),
        "punishment": _("Punishment"),
        "check": _("Doubts"),
    }
    languages = {"en": _("English"), "hi": _("Hindi")}
    said = {
        f"{label} ({language})": getattr(entry, f"{name}_{code}")
        for name, label in both.items()
        for code, language in languages.items()
    }
    facts = [(name, value) for name, value in facts_of(entry, {}) if name != _("Punishment")]
    said |= {name: str(value.words if isinstance(value, Pill) else value) for name, value in facts}
    said[_("Exact words of the law")] = entry.quote
    said[_("Earlier section")] = ", ".join(entry.was)
    said[_("Sources")] = "\n".join(map(str, sources_of(entry)))
    said[_("How certain the writer was")] = str(words.CERTAINTY[entry.certainty])
    return said


def in_file(entries: Iterable[Entry], checks: Mapping[str, LawCheck]) -> Table:
    """Return entries for a file, in both languages."""
    columns = [
        Column(_("Code"), lambda each: each.code),
        Column(_("Kind"), lambda each: str(words.KINDS[each.kind])),
        Column(_("Section"), lambda each: label_of(each) if each.section else ""),
        Column(_("In English"), lambda each: each.title_en),
        Column(_("In Hindi"), lambda each: each.title_hi),
        Column(_("First day"), lambda each: each.effective_from or each.decided or each.year),
        Column(_("Last day"), lambda each: each.effective_to),
        Column(_("Status"), lambda each: str(words.STATUSES[each.status])),
        Column(_("In one sentence, English"), lambda each: each.changed_en),
        Column(_("In one sentence, Hindi"), lambda each: each.changed_hi),
        Column(_("Counsel"), lambda each: standing_pill(each, checks.get(each.code))),
    ]
    return Table.of(_("Law"), columns, entries)


def day_of(moment: datetime | None) -> str:
    """Return the day of a moment in India, "" for none."""
    return day_words(moment.astimezone(clock.INDIA).date()) if moment else ""
