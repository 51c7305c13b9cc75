"""What the picture is narrowed to: months, form, lure, persons, mode, kind; as one condition for every read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from samanvay.kernel import clock

from .facts.persons import entries_matching


@dataclass(frozen=True, slots=True)
class Period:
    """Months from the first to the last, both included; each the first day of its month."""

    first: date
    last: date

    @property
    def months(self) -> list[date]:
        """Every month of the period, in order."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return [months_before(self.last, back) for back in range(count, -1, -1)]

    @property
    def last_whole_quarter(self) -> date:
        """The first day of the last quarter that the period holds whole.

        The running quarter is held whole by a period that reaches the present month: what has not come adds nothing.
        """
        this_month = clock.today().replace(day=1)
        reach = self.last if self.last < this_month else months_before(self.last, -((3 - self.last.month) % 3))
        return months_before(reach, 2)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the picture is narrowed to; ``kind`` is "movement", "event" or a kind of event.

    ``sex`` and ``age`` keep the facts that count such a person; of these only such persons are counted.
    """

    period: Period
    form: str = ""
    lure: str = ""
    kind: str = ""
    disparity: str = ""
    mode: str = ""
    sex: str = ""
    age: str = ""

    @property
    def is_of_shapes(self) -> bool:
        """Tell whether nothing is asked but time, places and kinds: what is counted beforehand."""
        return not (self.form or self.lure or self.disparity or self.mode or self.sex or self.age)

    @property
    def is_of_time(self) -> bool:
        """Tell whether nothing is asked but the time."""
        return self.is_of_shapes and not self.kind

    @property
    def who(self) -> list[str]:
        """The entries of the persons asked for, none where everybody is meant."""
        return entries_matching(self.sex, self.age) if self.sex or self.age else []


def months_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before that of a day."""
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, 1)


def last_months(count: int) -> Period:
    """Return the months, so many, that end with the present one."""
    last = clock.today().replace(day=1)
    return Period(months_before(last, count - 1), last)


def last_twelve_months() -> Period:
    """Return the twelve months that end with the present one."""
    return last_months(12)


def inside(filters: Filters) -> Q:
    """Return the condition for the ORM.

    A fact known only by its quarter belongs to a period that holds that quarter whole.
    """
    period = filters.period
    found = Q(month__gte=period.first, month__lte=period.last) | Q(
        month__isnull=True, quarter__gte=period.first, quarter__lte=period.last_whole_quarter
    )
    if filters.form:
        found &= Q(forms__contains=[filters.form])
    if filters.lure:
        found &= Q(lures__contains=[filters.lure])
    if filters.disparity:
        found &= Q(disparities__contains=[filters.disparity])
    if filters.mode:
        found &= Q(modes__contains=[filters.mode])
    if filters.who:
        found &= Q(who__overlap=filters.who)
    if filters.kind:
        found &= Q(kind=filters.kind) | Q(event_kind=filters.kind)
    return found


def inside_sql(filters: Filters) -> tuple[str, dict[str, Any]]:
    """Return the same condition in SQL, with its parameters."""
    period = filters.period
    parts = [
        "(month between %(first)s and %(last)s"
        " or (month is null and quarter between %(first)s and %(last_whole_quarter)s))"
    ]
    if told := told_sql(filters):
        parts.append(told)
    if of_kind := kind_sql(filters):
        parts.append(of_kind)
    return " and ".join(parts), {
        "first": period.first,
        "last": period.last,
        "last_whole_quarter": period.last_whole_quarter,
        "form": filters.form,
        "lure": filters.lure,
        "kind": filters.kind,
        "disparity": filters.disparity,
        "mode": filters.mode,
        "who": filters.who,
    }


def kind_sql(filters: Filters) -> str:
    """Return what of the condition lies in the kind of happening, empty where all are meant."""
    return "(kind = %(kind)s or event_kind = %(kind)s)" if filters.kind else ""


def told_sql(filters: Filters) -> str:
    """Return what of the condition lies in what facts tell beside place and time, empty where all are meant."""
    return " and ".join(
        condition
        for asked, condition in (
            (filters.form, "forms @> array[%(form)s]::varchar[]"),
            (filters.lure, "lures @> array[%(lure)s]::varchar[]"),
            (filters.disparity, "disparities @> array[%(disparity)s]::varchar[]"),
            (filters.mode, "modes @> array[%(mode)s]::varchar[]"),
            (filters.who, "who && %(who)s::varchar[]"),
        )
        if asked
    )


def persons_sql(filters: Filters) -> str:
    """Return how many persons of a fact are asked for: all, or those of a sex and age."""
    if not filters.who:
        return "coalesce(persons, 1)"
    return "(select count(*) from unnest(who) as one(entry) where entry = any(%(who)s::varchar[]))"
