"""Text messages of overdue, escalated and urgent duties and of calls to a training.

They are asked of a gateway of the state's by HTTPS.

A message says fixed words, a number and an address: no name, no title. The officer's number is looked up when it is
sent and stands in no row and no log line. Several duties of one person and reason go out as one message.
"""

import hashlib
import hmac
import ipaddress
import json
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db.models import QuerySet

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.audit.operations import operation
from samanvay.directory.models import Officer
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, reading

from ... import events, queries
from ...models import Duty, MailChoice, TextMessage

log = logging.getLogger("samanvay.texts")

Reason = TextMessage.Reason
QUIET_FROM, QUIET_UNTIL = time(21), time(7)
ONE_IN = timedelta(hours=1)  # to one person of one reason, but for urgent ones
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
TIMEOUT = 10  # seconds
BATCH = 200
MOST_FAILURES = 3  # in a row, then the gateway is left alone for this round

# Registered word for word as templates; {number} and {link} are their variables.
WORDS: dict[str, Bilingual] = {
    Reason.OVERDUE: Bilingual(
        "Samanvay: your overdue tasks: {number}. See {link}",
        "समन्वय: आपके कार्य जिनकी समय-सीमा बीत गई: {number}. देखें {link}",
    ),
    Reason.ESCALATED: Bilingual(
        "Samanvay: tasks escalated to you because nobody acted: {number}. See {link}",
        "समन्वय: कार्रवाई न होने से आपको अग्रेषित कार्य: {number}. देखें {link}",
    ),
    Reason.URGENT: Bilingual(
        "Samanvay: your urgent tasks: {number}. See {link}",
        "समन्वय: आपके अत्यावश्यक कार्य: {number}. देखें {link}",
    ),
    Reason.CALLED: Bilingual(
        "Samanvay: trainings to which you are called: {number}. See {link}",
        "समन्वय: प्रशिक्षण जिनमें आपको बुलाया गया है: {number}. देखें {link}",
    ),
}
PATHS = {
    Reason.OVERDUE: "/?show=mine",
    Reason.ESCALATED: "/?show=escalated",
    Reason.URGENT: "/?show=mine",
    Reason.CALLED: "/rosters/mine/",
}
TEMPLATE_NAMES = tuple(f"{reason}.{language}" for reason in WORDS for language in ("en", "hi"))


class NotSent(Exception):
    """A message did not go out; says why in a word that holds neither number nor text."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


def is_set_up() -> bool:
    """Tell whether an address of a gateway was given."""
    return bool(settings.SMS_URL)


def is_safe_address(address: str) -> bool:
    """Tell whether messages may be sent to an address: by HTTPS, or outside production to this machine itself."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        is_here = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
    return parts.scheme == "http" and is_here and not settings.IS_PRODUCTION


def after_quiet(moment: datetime) -> datetime:
    """Return a moment outside 21:00 to 07:00 in India: itself, or the next 07:00."""
    here = moment.astimezone(clock.INDIA)
    if QUIET_UNTIL <= here.time() < QUIET_FROM:
        return moment
    day = here.date() + timedelta(days=1) if here.time() >= QUIET_FROM else here.date()
    return datetime.combine(day, QUIET_UNTIL, tzinfo=clock.INDIA)


def ask_texts(people: Iterable[User], *, duty: Duty, reason: TextMessage.Reason, key: str) -> None:
    """Put down a message for each person, as the system inside the caller's operation; nothing where none is set up.

    Whoever wants no messages of their own overdue duties gets none; what came up to them and what is urgent they get.
    """
    if not is_set_up():
        return
    listed = list(people)
    declined = set()
    if reason == Reason.OVERDUE and not duty.is_urgent:
        chosen = MailChoice.objects.filter(user__in=listed, texts_of_own=False)
        declined = set(chosen.values_list("user_id", flat=True))
    for person in listed:
        if person.pk in declined:
            continue
        TextMessage.objects.get_or_create(
            key=f"{key}:{person.pk}",
            defaults={
                "duty": duty,
                "user": person,
                "reason": reason,
                "asked_at": clock.now(),
                "next_at": clock.now() if duty.is_urgent else _next_turn(person, reason),
                "readers": [SYSTEM_AUDIENCE],
                "home_unit": duty.home_unit,
                "home_state": duty.home_state,
            },
        )


def _next_turn(person: User, reason: TextMessage.Reason) -> datetime:
    latest = TextMessage.objects.filter(user=person, reason=reason, sent_at__isnull=False).order_by("-sent_at").first()
    return turn_after(latest.sent_at if latest is not None else None)


def turn_after(latest: datetime | None) -> datetime:
    """Return when the next message of a reason may go to somebody whose latest of it went out at a moment."""
    earliest = clock.now() if latest is None else max(clock.now(), latest + ONE_IN)
    return after_quiet(earliest)


def _due() -> QuerySet[TextMessage]:
    """Return what is to be sent now: at night only what is urgent, however late the worker comes to it."""
    moment = clock.now()
    due = TextMessage.objects.filter(next_at__lte=moment)
    return due if after_quiet(moment) == moment else due.filter(duty__is_urgent=True)


def texts_due() -> bool:
    """Tell whether a message waits to be sent now."""
    with reading(SYSTEM):
        return is_set_up() and _due().exists()


def send_texts() -> int:
    """Send what is due, one message for each person and reason; returns how many went out.

    A message is marked before the next is sent, so that a stop in between repeats at most one, under its old id.
    """
    with reading(SYSTEM):
        due = _due().select_related("user", "duty").order_by("next_at")
        groups: dict[tuple[Any, str], list[TextMessage]] = {}
        for message in due[:BATCH]:
            groups.setdefault((message.user_id, message.reason), []).append(message)
    sent = failures = 0
    for group in groups.values():
        if failures == MOST_FAILURES:
            break
        waiting = [message for message in group if message.duty.is_waiting]
        _end([message for message in group if not message.duty.is_waiting], "closed")
        number = _number_of(waiting[0].user) if waiting else ""
        if not number:
            _end(waiting, "no number is known")
            continue
        try:
            _post(waiting[0], number)
        except NotSent as trouble:
            failures += 1
            log.warning("a text message could not be sent: %s", trouble)
            _failed(waiting, str(trouble))
        else:
            failures = 0
            sent += 1
            _sent(waiting)
    return sent


def body_of(message: TextMessage, number: str) -> dict[str, str]:
    """Return what is posted: to whom, the words, the registered template, an id by which a repeat is known."""
    language = message.user.language
    with reading(actor_for(message.user)) as actor:
        if message.reason == Reason.ESCALATED:
            count = queries.escalated_to(actor).count()
        elif message.reason == Reason.OVERDUE:
            count = queries.day_counts(actor).overdue
        elif message.reason == Reason.CALLED:
            count = queries.today(actor).filter(kind=message.duty.kind).count()
        else:
            count = queries.today(actor).filter(is_urgent=True).count()
    link = settings.SAMANVAY_URL.rstrip("/") + PATHS[Reason(message.reason)]
    return {
        "to": number,
        "text": WORDS[message.reason].in_(language).format(number=count, link=link),
        "template": settings.SMS_TEMPLATES.get(f"{message.reason}.{language}", ""),
        "id": str(message.pk),
    }


def signature(secret: str, moment: str, body: bytes) -> str:
    """Return what proves to the gateway that we sent it: HMAC-SHA256 of "time.body" under the shared secret."""
    return "sha256=" + hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def _number_of(user: User) -> str:
    return Officer.objects.standing().filter(user=user).values_list("phone", flat=True).first() or ""


def _post(message: TextMessage, number: str) -> None:
    if not is_safe_address(settings.SMS_URL):
        raise NotSent("the address is not https")
    body = json.dumps(body_of(message, number), ensure_ascii=False).encode()
    moment = str(int(clock.now().timestamp()))
    request = Request(  # noqa: S310 (the scheme was looked at above)
        settings.SMS_URL,
        data=body,
        method="POST",
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "X-Samanvay-Time": moment,
            "X-Samanvay-Signature": signature(settings.SMS_SECRET, moment, body),
        },
    )
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            status = answer.status
    except HTTPError as error:
        status = error.code
        error.close()
    except (OSError, ValueError, HTTPException) as error:  # no line, no answer in time, no certificate, no HTTP
        raise NotSent(type(error).__name__) from None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotSent(f"answered {status}")


def _sent(messages: Sequence[TextMessage]) -> None:
    for message in messages:
        with operation(events.TEXT_SENT, by=SYSTEM, target=("duty", message.duty_id), reason=message.reason):
            message.revise(expected=None, changes={"sent_at": clock.now(), "next_at": None, "trouble": ""})


def _failed(messages: Sequence[TextMessage], trouble: str) -> None:
    for message in messages:
        if message.attempts >= len(WAITS):
            _end([message], trouble)
            continue
        wait = WAITS[message.attempts]
        next_at = clock.now() + wait
        changes = {
            "attempts": message.attempts + 1,
            "trouble": trouble[:60],
            "next_at": next_at if message.duty.is_urgent else after_quiet(next_at),
        }
        with operation(events.TEXT_FAILED, by=SYSTEM, target=("duty", message.duty_id), trouble=trouble):
            message.revise(expected=None, changes=changes)


def _end(messages: Sequence[TextMessage], trouble: str) -> None:
    for message in messages:
        with operation(events.TEXT_FAILED, by=SYSTEM, target=("duty", message.duty_id), trouble=trouble, ended=True):
            message.revise(expected=None, changes={"ended_at": clock.now(), "next_at": None, "trouble": trouble[:60]})
