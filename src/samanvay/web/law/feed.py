"""The feed of what changed in the law. Open, since a feed reader signs in nowhere and the law is everybody's.

It holds entries alone: no officer, no case, nothing that counsel said besides whether an entry was verified, and
nothing that this state wrote itself, since a circular of its own may be for its officers alone.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samanvay.access.roles import BY_CODE
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.law import labels, queries
from samanvay.law.models import LawCheck
from samanvay.web.kit.refusals import refusal_page

from . import presenters

MOST = 60
BACK = timedelta(days=3 * 365)
LANGUAGES = ("en", "hi")
# By address, generous, since many offices share one: a reader asks a few times a day.
RATES = {"look": "60/10m/ip"}
WAIT = 600  # seconds


@require_GET
def law_feed(request: HttpRequest) -> HttpResponseBase:
    """Give the latest changes of three years as Atom; ``role`` narrows them, ``language`` is en or hi.

    A reader that sends back what it got (ETag, Last-Modified) is told 304 while nothing is new.
    """
    if ratelimit.consume(request, app="samanvay.law", action="look", config=RATES, limit_get=True) is None:
        refused = refusal_page(request, 429, _("Too many tries from here. Wait ten minutes."))
        refused["Retry-After"] = str(WAIT)
        return refused
    role = request.GET.get("role", "")
    language = request.GET.get("language", "")
    role = role if role in BY_CODE else ""
    language = language if language in LANGUAGES else translation.get_language()
    today = clock.today()
    with reading(SYSTEM):
        held = queries.law_now()
        checks = queries.standing_checks()
        changed_at = queries.last_changed_at()
    told = [each for each in queries.happened(held.library, today - BACK, role) if each.entry.code not in held.own]
    happened = [each for each in told if each.day <= today][:MOST]
    # Something of the feed last changed with the text, with counsel's word, or with what came into force.
    days = [datetime.combine(each.day, time(), tzinfo=clock.INDIA) for each in happened[:1]]
    moment = max([*days, *([changed_at] if changed_at else [])], default=clock.now())
    etag = _etag(request.build_absolute_uri(), language, held, checks, happened)
    answer = get_conditional_response(request, etag=etag, last_modified=int(moment.timestamp()))
    if answer is None:
        answer = _written(request, happened, checks, role, language)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(moment.timestamp())
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Vary"] = "Accept-Language, Cookie"  # whose language is taken where the address says none
    return answer


def _written(
    request: HttpRequest,
    happened: Sequence[queries.Happened],
    checks: Mapping[str, LawCheck],
    role: str,
    language: str,
) -> HttpResponse:
    with translation.override(language):
        title = _("What changed in the law on trafficking")
        feed = Atom1Feed(
            title=f"{title}: {BY_CODE[role].name}" if role else title,
            link=request.build_absolute_uri(reverse("law_changes")),
            description=_("From the law library of Samanvay. It helps you find the law; it is not legal advice."),
            language=language,
            feed_url=request.build_absolute_uri(),
        )
        for each in happened:
            entry = each.entry
            standing = presenters.STANDINGS[queries.standing_of(entry, checks.get(entry.code))][0]
            day = str(each.day.year) if each.is_year else labels.day_words(each.day)
            feed.add_item(
                title=f"{labels.label_of(entry)}: {entry.said('title')}",
                link=request.build_absolute_uri(reverse("law_entry", args=[entry.code])),
                description=f"{day}. {entry.said('changed')} ({standing})",
                unique_id=f"tag:samanvay,2026:law:{entry.code}:{each.what}:{each.day.isoformat()}",
                updateddate=datetime.combine(each.day, time(), tzinfo=clock.INDIA),
            )
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _etag(
    url: str,
    language: str,
    held: queries.Held,
    checks: Mapping[str, LawCheck],
    happened: Sequence[queries.Happened],
) -> str:
    """Return what stands for the feed's very content: its entries in their editions, and counsel's word on each."""
    said = [url, language]
    for each in happened:
        code = each.entry.code
        standing = queries.standing_of(each.entry, checks.get(code))
        said.append(f"{code} {each.what} {each.day.isoformat()} {held.numbers[code]} {standing}")
    return quote_etag(hashlib.sha256("\n".join(said).encode()).hexdigest()[:32])
