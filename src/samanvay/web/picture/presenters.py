"""The page of the picture in words: head, chips, choices, track of months, silence, the signs of the map."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.cases.kinds import DISPARITIES
from samanvay.picture.facts.persons import AGES, SEXES_ASKED
from samanvay.picture.queries import Filters, Period, Picture, Silence, last_months
from samanvay.reports.vocabulary import EVENT_KINDS, FORMS, LURES
from samanvay.web.components.pieces import Chip, Choice, address, options
from samanvay.web.kit import sentences
from samanvay.web.kit.maps.drawing import Drawing, Published
from samanvay.web.kit.maps.ground import RAIL_COLOUR
from samanvay.web.kit.maps.poster import ACCENT, HATCH, SILENT, Sign, diamond, dot, ramp, ring

from .filters import MODES_ASKED, MOVEMENT, PictureFilters, in_address

TRACK_MONTHS = 12
CHOICE_MONTHS = 36
TRACK_WIDTH, TRACK_HEIGHT = 960, 44
FIRST_FORMS = ("forced_labour", "sexual_exploitation", "child_labour", "begging")


def title(period: Period) -> str:
    first, last = sentences.month(period.first), sentences.month(period.last)
    if period.first == period.last:
        return _("Routes, %(month)s") % {"month": first}
    return _("Routes, %(first)s to %(last)s") % {"first": first, "last": last}


def seen(picture: Picture) -> str:
    return ngettext("%(count)d journey recorded", "%(count)d journeys recorded", picture.journeys) % {
        "count": picture.journeys
    }


def spoke(own: Sequence[str], silent: Sequence[Silence]) -> str:
    """Return how many districts of the state spoke, "" for a reader of none."""
    said = {"spoke": len(own) - len(silent), "all": len(own)}
    return _("%(spoke)d of %(all)d districts reported in the last three weeks") % said if own else ""


def silence(silent: Sequence[Silence], name: Callable[[str], str]) -> str:
    """Return the silent districts by name, the first two of them and how many more."""
    names = [name(each.district) for each in silent]
    if len(names) <= 3:
        return ", ".join(names)
    return _("%(first)s, %(second)s and %(more)d more") % {
        "first": names[0],
        "second": names[1],
        "more": len(names) - 2,
    }


def chips(request: HttpRequest, filters: Filters) -> list[Chip]:
    """Return the chips of the forms most asked for, and one for each other filter that is set, to take it away."""
    shown = list(dict.fromkeys((*FIRST_FORMS, *([filters.form] if filters.form else []))))
    found = [Chip(_("All forms"), address(request, form=""), on=not filters.form)]
    found += [Chip(sentences.form(code), address(request, form=code), on=filters.form == code) for code in shown]
    for name, said in _set_filters(filters):
        found.append(Chip(said, address(request, **{name: ""}), on=True))
    return found


def narrowed(filters: Filters) -> list[str]:
    """Return in words what the picture is narrowed to, but for its months."""
    found = [sentences.form(filters.form)] if filters.form else []
    return found + [said.removesuffix(" ×") for _name, said in _set_filters(filters)]


def _set_filters(filters: Filters) -> list[tuple[str, str]]:
    """Return name and words of each filter that is set, but for form and months."""
    said = {
        "lure": filters.lure and _("Lure: %(lure)s ×") % {"lure": sentences.lure(filters.lure)},
        "disparity": filters.disparity and _("Exploited: %(said)s ×") % {"said": DISPARITIES[filters.disparity]},
        "sex": filters.sex and _("Sex: %(said)s ×") % {"said": SEXES_ASKED[filters.sex]},
        "age": filters.age and _("Age: %(said)s ×") % {"said": AGES[filters.age]},
        "mode": filters.mode and _("By: %(said)s ×") % {"said": MODES_ASKED[filters.mode]},
        "kind": filters.kind and _("Only: %(kind)s ×") % {"kind": kind_words(filters.kind)},
    }
    return [(name, words) for name, words in said.items() if words]


def kind_words(kind: str) -> str:
    return _("Journeys") if kind == MOVEMENT else sentences.event(kind)


def choices(given: PictureFilters) -> dict[str, list[Choice]]:
    """Return the entries of the selects: months, forms, lures, disparities, sexes, ages, modes, kinds."""
    filters, period = given.filters, given.span
    months = sorted({*last_months(CHOICE_MONTHS).months, period.first, period.last}, reverse=True)
    return {
        "from": [Choice(in_address(day), sentences.month(day), day == period.first) for day in months],
        "to": [Choice(in_address(day), sentences.month(day), day == period.last) for day in months],
        "at": [
            Choice("", _("All months"), given.at is None),
            *(Choice(in_address(day), sentences.month(day), day == given.at) for day in reversed(period.months)),
        ],
        "form": options(((code, sentences.form(code)) for code in FORMS), filters.form, _("All forms")),
        "lure": options(((code, sentences.lure(code)) for code in LURES), filters.lure, _("All lures")),
        "disparity": options(DISPARITIES.items(), filters.disparity),
        "sex": options(SEXES_ASKED.items(), filters.sex),
        "age": options(AGES.items(), filters.age),
        "mode": options(MODES_ASKED.items(), filters.mode),
        "kind": options(
            ((code, kind_words(code)) for code in (MOVEMENT, *EVENT_KINDS)), filters.kind, _("Journeys and events")
        ),
    }


SHOWN_AS = ("view", "rails", "tab")


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the form of the filters carries on: how the map is shown, and the tab."""
    return [(name, request.GET[name]) for name in SHOWN_AS if request.GET.get(name)]


def track_period(given: PictureFilters) -> Period:
    """Return the months of the track: those chosen; with a single one the last twelve, grown to hold it."""
    if len(given.span.months) > 1:
        return given.span
    usual = last_months(TRACK_MONTHS)
    return Period(min(usual.first, given.span.first), max(usual.last, given.span.last))


def track(request: HttpRequest, given: PictureFilters, counts: Mapping[date | None, int]) -> dict[str, Any]:
    """Return the bars of the months; plain counts of what was seen, whatever the reporting."""
    period = track_period(given)
    months = period.months
    span = {} if period == given.span else {"from": in_address(period.first), "to": in_address(period.last)}
    most = max((counts.get(day, 0) for day in months), default=0) or 1
    step = TRACK_WIDTH / len(months)
    alone = given.at or (given.span.first if period != given.span else None)
    every = -(-len(months) // TRACK_MONTHS)
    bars = []
    for number, day in enumerate(months):
        count, words = counts.get(day, 0), sentences.month(day)
        height = max(2.0, (TRACK_HEIGHT - 2) * count / most)
        said = ngettext("%(month)s: %(count)d fact", "%(month)s: %(count)d facts", count)
        bars.append(
            {
                "x": round(number * step + 1.5, 1),
                "y": round(TRACK_HEIGHT - height, 1),
                "width": round(step - 3, 1),
                "height": round(height, 1),
                "url": address(request, part=None, at=in_address(day), **span),
                "says": said % {"month": words, "count": count},
                "on": alone in (None, day),
                "month": in_address(day),
                "words": words,
                "count": count if every == 1 else "",
                "label": month_label(day, is_first=number == 0) if number % every == 0 else "",
            }
        )
    return {
        "bars": bars,
        "most": max((counts.get(day, 0) for day in months), default=0),
        "at": months.index(alone) + 1 if alone else 0,
        "whole_url": address(request, part=None, at=None, **span),
        "whole_words": _("All months"),
        "width": TRACK_WIDTH,
        "height": TRACK_HEIGHT,
    }


def month_label(day: date, *, is_first: bool) -> str:
    """Return a month under a bar: its short name, with the year where one begins."""
    return date_format(day, "M y") if is_first or day.month == 1 else date_format(day, "M")


def blind_url(given: PictureFilters) -> str:
    """Return the address of blind transit in the months that are shown."""
    period = given.filters.period
    return f"{reverse('blind')}?from={in_address(period.first)}&to={in_address(period.last)}"


MAIN_SIGNS = 5  # the others fold away


def signs(drawing: Drawing, published: Published | None) -> list[Sign]:
    """Return the signs, those that everybody needs first; only of the lines that are drawn."""
    shaded = _("persons recorded there, low to high")
    if published:  # no facts of this office, and never added to them
        said = {"table": published.words, "year": published.year}
        shaded = _("%(table)s, %(year)d, low to high (published, not recorded here)") % said
    found = [
        Sign(ramp(drawing), shaded),
        Sign(SILENT, _("no report for three weeks or more, or none in these months")),
        Sign(
            f'<path d="M2 18Q26 0 42 8L42 14Q26 6 2 18z" fill="{ACCENT}"/>'
            f'<path d="M40 3 56 13 40 20z" fill="{ACCENT}"/>',
            _("corridor, width = journeys"),
        ),
        Sign(
            ring(28, 11, 8, 4.5), _("stop-over: people were reported to be kept there; other places were only passed")
        ),
        Sign(diamond(28, 11, 10), _("arrest, rescue or interception")),
        Sign(diamond(28, 11, 9, is_hollow=True), _("missing or awareness")),
        Sign(
            f'<path d="M2 18Q26-2 54 12" fill="none" stroke="{ACCENT}" stroke-width="4" stroke-dasharray="9 7"/>',
            _("unconfirmed information"),
        ),
        Sign(dot(28, 11), _("probably passed here: estimated, not recorded")),
        Sign(
            '<rect y="2" width="56" height="18" fill="#f6f4ee"/>'
            f'<path d="M6 20 22 2M32 20 48 2" stroke="{HATCH}" fill="none" stroke-width="3"/>',
            _("reports in less than half of the weeks: the real number is probably higher"),
        ),
        Sign(
            f'<rect x="1" y="3" width="54" height="16" fill="#dfecec" stroke="{ACCENT}" stroke-width="2.5" '
            'stroke-dasharray="3 5"/>',
            _("exact place not known: only the state, region or country"),
        ),
    ]
    if drawing.rails_url:
        found.append(
            Sign(f'<path d="M0 14H56" stroke="{RAIL_COLOUR}" stroke-width="3.4"/>', _("railway, thick = many trains"))
        )
    return found


def signs_of_page(drawing: Drawing, published: Published | None) -> dict[str, list[Sign]]:
    """Return the signs that stand below the map, and those that fold away; a file of the map has no clusters."""
    found = signs(drawing, published)
    if drawing.clusters:
        number = f'<text x="28" y="16" text-anchor="middle" font-size="14" fill="{ACCENT}">3</text>'
        found.append(Sign(ring(28, 11, 10, 2) + number, _("several signs at one place: bring the map closer")))
    return {"legend": found[:MAIN_SIGNS], "more_legend": found[MAIN_SIGNS:]}
