"""What has pages of its own in the room: conferences, their series, the lines of their minutes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.review import queries
from samanvay.review.models import Conference, Line, Series
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record


def conference_crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Meetings"), reverse("conferences")), *more]


CONFERENCE: Record[Conference] = Record(
    "conference",
    load=lambda actor, key: queries.conference_or_unseen(actor, key),
    page=lambda conference: reverse("conference", args=[conference.pk]),
    crumbs=lambda actor, conference: conference_crumbs(Crumb(str(conference.names), CONFERENCE.page(conference))),
    given=lambda conference: {"conference": conference},
)
SERIES: Record[Series] = Record(
    "series",
    load=lambda actor, key: queries.series_or_unseen(actor, key),
    page=lambda series: reverse("series", args=[series.pk]),
    crumbs=lambda actor, series: conference_crumbs(Crumb(str(series.names), SERIES.page(series))),
    given=lambda series: {"series": series},
)
LINE: Record[Line] = Record(
    "line",
    load=lambda actor, key: queries.line_or_unseen(actor, key),
    page=lambda line: f"{reverse('minutes', args=[line.conference_id])}#line-{line.pk}",
    crumbs=lambda actor, line: CONFERENCE.crumbs(actor, line.conference),
    given=lambda line: {"line": line},
)
