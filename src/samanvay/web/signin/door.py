"""What stands between a session and the pages: the registered phone behind it, and the second factor it needs."""

from collections.abc import Callable
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samanvay.access.actors import actor_for
from samanvay.access.models import Device, User
from samanvay.access.queries import has_second_factor, phone_of
from samanvay.access.signin.second_factor import needs_second_factor
from samanvay.access.users.actions import choose_language
from samanvay.kernel.refusals import Refused
from samanvay.web.kit import offers
from samanvay.web.kit.refusals import page_of

VIA_KEY = "via"
DEVICE_KEY = "device"
OPEN_WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "healthz",
        "language",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "second_factor_needed",
    }
)
NOT_FROM_A_PHONE = frozenset({"account_change_password", "account_reauthenticate", "second_factor_needed"})


def via_of(request: HttpRequest) -> str:
    """Return the door by which this session came: ``session`` or ``device``."""
    return str(request.session.get(VIA_KEY, "session"))


def device_of(request: HttpRequest) -> Device | None:
    """Return the registered phone behind this session; None for one that came by another door."""
    found: Device | None = getattr(request, "device", None)
    return found


@offers.enter_as_persona.given
def enter_as_persona(request: HttpRequest, user: User) -> None:
    """Sign in as a persona of the demonstration, whoever one was before; the caller has asked whether this is one.

    The pages go on in the language in which somebody chose whom to be.
    """
    language = get_language() or user.language
    if user.language != language:
        choose_language(by=actor_for(user), user=user, language=language)
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    record_authentication(request, user, method="persona")
    get_adapter(request).login(request, user)


class DeviceMiddleware:
    """Finds the phone behind a session; ends that of one taken back or locked, at its next step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and via_of(request) == "device":
            key = request.session.get(DEVICE_KEY, "")
            device = phone_of(request.user.pk, UUID(key)) if key else None
            if device is None or not device.opens:
                logout(request)
            else:
                request.device = device  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads whoever holds power but has no second factor to its enrolment, before any other page.

    Personas of the demonstration are exempt, and the page that lists them says so. A phone with its PIN is two
    factors already, and it carries none of the powers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        actor = getattr(request, "actor", None)
        match = request.resolver_match
        name = (match.url_name if match else "") or ""
        if actor is not None and actor.via == "device" and (name.startswith("mfa_") or name in NOT_FROM_A_PHONE):
            # A PIN must not make itself a stronger way in.
            return page_of(
                request, Refused(_("This cannot be done from a registered phone. Sign in with your password."))
            )
        if actor is None or actor.via != "session" or not isinstance(request.user, User):
            return None
        if name in OPEN_WITHOUT_SECOND_FACTOR:
            return None
        if request.user.is_persona and settings.IS_DEMO:
            return None
        if not needs_second_factor(actor) or has_second_factor(request.user):
            return None
        where = reverse("second_factor_needed")
        if match is not None and match.namespace == "api":
            said = {"type": "about:blank", "status": 403, "title": "Forbidden", "code": "second_factor"}
            said["detail"] = _("First set up your second factor.")
            return JsonResponse(said, status=403, content_type="application/problem+json")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=403, headers={"HX-Redirect": where})
        return HttpResponseRedirect(where)
