"""How often a password may be tried, so that it is not guessed and yet no stranger shuts an officer out.

Where nobody has signed in to the account before, tries count for the pair of account and address, for the address, and
slowly for the account, whatever the addresses. A device that has signed in to the account counts for itself alone: it
is known by a signed cookie, so that what strangers do, also those behind the same address, never stops it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.kernel import clock
from samanvay.web.kit import offers

APP = "samanvay.signin"
# Sent to the pages of signing in alone, which "__Host-" does not allow.
NAME = "__Secure-known" if settings.SESSION_COOKIE_SECURE else "known"
SALT = "samanvay.signin.known-device"
LASTS = 180 * 24 * 3600
MOST = 6  # accounts of one shared computer

RATES = {
    "known": "5/300s/key,40/d/key",
    # Many officers share one address of the building, so an address alone is limited generously.
    "pair": "60/m/ip,5/300s/key",
    "account": "20/h/key",
}
AN_HOUR = 3600
MOST_ADDRESSES = 200  # that are told apart


@dataclass(frozen=True, slots=True)
class LockOut:
    """An account that no unknown device may enter for a while: since when, until when, after tries from where."""

    since: datetime
    until: datetime
    tries: int
    addresses: int


def _held(request: HttpRequest) -> dict[str, str]:
    """Return the accounts that this device has signed in to, each with the name that it bears there."""
    try:
        held: dict[str, str] = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return {}
    return held


def device_of(request: HttpRequest, user: User) -> str:
    """Return by what this device is known to have signed in to an account, or an empty string."""
    signed_in = getattr(request, "user", None)
    if signed_in is not None and signed_in.pk == user.pk:
        return "session"
    return _held(request).get(user.pk.hex, "")


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this device be known to an account from now on: its user has just signed in, or proved who they are."""
    held = _held(request)
    name = held.pop(user.pk.hex, "") or token_hex(16)
    latest = dict([*held.items(), (user.pk.hex, name)][-MOST:])
    keep_cookie(response, NAME, signing.dumps(latest, salt=SALT))


def keep_cookie(response: HttpResponse, name: str, value: str) -> None:
    """Have the browser keep what it sends to the pages of signing in alone."""
    response.set_cookie(
        name, value, LASTS, path="/account/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )


def is_too_fast(request: HttpRequest, form: Form, action: str, rates: dict[str, str]) -> bool:
    """Tell whether too many forms come from an address, counting a valid one; the form then says so."""
    if not form.is_valid() or ratelimit.consume(request, app=APP, action=action, config=rates) is not None:
        return False
    form.add_error(None, _("Too many tries from here. Wait ten minutes."))
    return True


def counted(request: HttpRequest, user: User | None, login: str) -> ratelimit.RateLimitUsage | None:
    """Count one try; return what a right password takes back, or None where no more may be tried for a while.

    An account is counted as itself, however its login is written: letters that the database takes for each other are
    no other account.
    """
    account = user.pk.hex if user is not None else login.strip().casefold()
    if user is not None and (device := device_of(request, user)):
        return _consumed(request, "known", f"{account}:{device}")
    if user is not None:
        _note_address(request, account)
    here = _consumed(request, "pair", f"{account}:{ratelimit.get_ip(request)}")
    everywhere = _consumed(request, "account", account) if here is not None else None
    if here is None or everywhere is None:
        return None
    return ratelimit.RateLimitUsage(usage=[*here.usage, *everywhere.usage])


def lock_out_of(user: User) -> LockOut | None:
    """Return the lock of an account against unknown devices, None where there is none."""
    [rate] = ratelimit.get_rates(app=APP, action="account", config=RATES)
    now = clock.now()
    ages = [now.timestamp() - at for at in cache.get(_counter(user), [])]
    tries = [timedelta(seconds=age) for age in ages if age < rate.duration]
    if len(tries) < rate.amount:
        return None
    until = now - max(tries) + timedelta(seconds=rate.duration)
    return LockOut(now - min(tries), until, len(tries), len(_tried_from(user.pk.hex)))


@offers.forget_tries.given
def forget_tries(user: User) -> None:
    """Count the tries at an account from nought again; those of a single address stay counted."""
    cache.delete_many([_counter(user), _addresses(user.pk.hex), lock_out_noted(user)])


def lock_out_noted(user: User | None) -> str:
    """Return under which name the cache knows that a lock was recorded lately."""
    return f"lock-out:{user.pk if user else 'unknown'}"


def _counter(user: User) -> str:
    [rate] = ratelimit.get_rates(app=APP, action="account", config=RATES)
    key: str = ratelimit.get_cache_key(HttpRequest(), app=APP, action="account", rate=rate, key=user.pk.hex)
    return key


def _addresses(account: str) -> str:
    return f"lock-out-addresses:{account}"


def _note_address(request: HttpRequest, account: str) -> None:
    held = _tried_from(account)
    if len(held) < MOST_ADDRESSES:
        held[sha256(ratelimit.get_ip(request).encode()).hexdigest()[:16]] = clock.now().timestamp()
        cache.set(_addresses(account), held, AN_HOUR)


def _tried_from(account: str) -> dict[str, float]:
    """Return the addresses from which an account was tried within the hour, hashed, each with when."""
    began = clock.now().timestamp() - AN_HOUR
    return {each: at for each, at in cache.get(_addresses(account), {}).items() if at > began}


def _consumed(request: HttpRequest, action: str, key: str) -> ratelimit.RateLimitUsage | None:
    return ratelimit.consume(request, app=APP, action=action, config=RATES, key=key)
