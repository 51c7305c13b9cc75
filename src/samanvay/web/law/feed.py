"""The feed of what changed in the law. Open, since a feed reader signs in nowhere and the law is everybody's.

It holds entries alone: no officer, no case, nothing that counsel said besides whether an entry was verified, and
nothing that this state wrote itself, since a circular of its own may be for its officers alone.
"""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samanvay.access.roles import BY_CODE
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.law import queries

from . import shown

MOST = 60
BACK = timedelta(days=3 * 365)
LANGUAGES = ("en", "hi")


@require_GET
def law_feed(request: HttpRequest) -> HttpResponse:
    """Give the latest changes of three years as Atom; ``role`` narrows them, ``language`` is en or hi."""
    role = request.GET.get("role", "")
    language = request.GET.get("language", "")
    role = role if role in BY_CODE else ""
    today = clock.today()
    with reading(SYSTEM):
        held = queries.law_now()
        checks = queries.standing_checks()
    told = [each for each in queries.happened(held.library, today - BACK, role) if each.entry.code not in held.own]
    happened = [each for each in told if each.day <= today][:MOST]
    with translation.override(language if language in LANGUAGES else translation.get_language()):
        title = _("What changed in the law against trafficking")
        feed = Atom1Feed(
            title=f"{title}: {BY_CODE[role].name}" if role else title,
            link=request.build_absolute_uri(reverse("law_changes")),
            description=_("From the library of Samanvay. It helps to find the law and is no legal advice."),
            language=translation.get_language(),
            feed_url=request.build_absolute_uri(),
        )
        for each in happened:
            entry = each.entry
            standing = shown.STANDINGS[queries.standing_of(entry, checks.get(entry.code))][0]
            day = str(each.day.year) if each.is_year else shown.day_words(each.day)
            feed.add_item(
                title=f"{shown.label_of(entry)}: {entry.said('title')}",
                link=request.build_absolute_uri(reverse("law_entry", args=[entry.code])),
                description=f"{day}. {entry.said('changed')} ({standing})",
                unique_id=f"tag:samanvay,2026:law:{entry.code}:{each.what}:{each.day.isoformat()}",
                updateddate=datetime.combine(each.day, time(), tzinfo=clock.INDIA),
            )
        answer = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
