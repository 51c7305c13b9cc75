"""The pages of registered phones: give a code, register, sign in with a PIN, lock, take back."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from samanvay.access import queries
from samanvay.access.devices import actions
from samanvay.access.models import Device
from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out, posted
from samanvay.web.kit.pages import FORM, POST, every_officer, open_page, page

from . import phone_cookie
from .backend import may_enter
from .door import DEVICE_KEY, VIA_KEY
from .forms import GiveCodeForm, PinForm, RegisterPhoneForm
from .guessing import is_too_fast
from .presenters import officer_choices, phone_rows

SESSION_LASTS = timedelta(hours=8)
RATES = {"register": "60/10m/ip", "pin": "120/10m/ip"}


def _enter(request: HttpRequest, device: Device) -> HttpResponse:
    """Start a session of eight hours at most; no use prolongs it."""
    login(request, device.user, backend="samanvay.web.signin.backend.OfficerBackend")
    request.session[VIA_KEY] = "device"
    request.session[DEVICE_KEY] = str(device.id)
    request.session.set_expiry(clock.now() + SESSION_LASTS)
    return HttpResponseRedirect("/")


@sensitive_post_parameters()
@open_page(*FORM)
def register(request: HttpRequest) -> HttpResponse:
    """Register the phone at hand with a code from the station officer, and sign in."""
    form = RegisterPhoneForm(request.POST or None)
    status = 429 if is_too_fast(request, form, "register", RATES) else 200

    def act() -> actions.Registration:
        said = form.cleaned_data
        return actions.register_device(username=said["login"], code=said["code"], pin=said["pin"], label=said["label"])

    def onward(done: actions.Registration) -> HttpResponse | None:
        if done.device is None or not may_enter(done.device.user):
            form.add_error(None, done.words)
            return None
        response = _enter(request, done.device)
        phone_cookie.keep(request, response, done.device, done.secret)
        return response

    answer = carried_out(form, act, onward)
    return answer or render(request, "signin/phone_register.html", {"form": form}, status=status)


@sensitive_post_parameters()
@open_page(*FORM)
def pin(request: HttpRequest) -> HttpResponse:
    """Sign in with the PIN of a registered phone."""
    known = phone_cookie.devices(request)
    if not known:
        return HttpResponseRedirect(reverse("account_login"))
    chosen, status = known[0].id, 200
    form = PinForm(posted(request), initial={"device": chosen})
    if form.is_valid():
        chosen = form.cleaned_data["device"]
        if is_too_fast(request, form, "pin", RATES):
            status = 429
        else:
            secret = phone_cookie.secret_for(request, chosen)
            outcome = actions.sign_in_with_pin(device_id=chosen, secret=secret, pin=form.cleaned_data["pin"])
            if outcome.device is not None and may_enter(outcome.device.user):
                return _enter(request, outcome.device)
            form.add_error("pin", _wrong_pin(outcome.left))
    return render(request, "signin/phone_pin.html", {"form": form, "devices": known, "chosen": chosen}, status=status)


def _wrong_pin(left: int) -> str:
    if left:
        return ngettext(
            "The PIN is wrong. %(left)d more try, then the phone is locked.",
            "The PIN is wrong. %(left)d more tries, then the phone is locked.",
            left,
        ) % {"left": left}
    return _("This phone is locked. Ask your station officer to unlock it.")


@page(permission=Permission.DEVICE_REGISTER)
def phones(request: OfficerRequest) -> HttpResponse:
    """List the phones of the actor's units and make a code for one officer; the code is shown once."""
    officers = queries.officers_in_charge(request.actor)
    form = GiveCodeForm(posted(request), choices=officer_choices(officers))
    code, holder = "", None
    if form.is_valid():
        grant = next(each for each in officers if str(each.id) == form.cleaned_data["officer"])
        code = actions.give_device_code(by=request.actor, user=grant.user, audience=grant.audience)
        holder = grant.user
    context = {
        "form": form,
        "code": code,
        "holder": holder,
        "rows": phone_rows(queries.devices_in_charge(request.actor)),
    }
    return render(request, "signin/phones.html", context, status=400 if form.errors else 200)


@page(may=every_officer, methods=POST, until_confirmed=True)
def revoke(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take a phone back."""
    actions.revoke_device(by=request.actor, device=queries.device_in_charge(request.actor, key))
    back = "phones" if request.POST.get("from") == "phones" else "usersessions_list"
    return HttpResponseRedirect(reverse(back))


@page(may=every_officer, methods=POST)
def unlock(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Unlock a phone that wrong PINs have locked."""
    actions.unlock_device(by=request.actor, device=queries.device_in_charge(request.actor, key))
    return HttpResponseRedirect(reverse("phones"))
