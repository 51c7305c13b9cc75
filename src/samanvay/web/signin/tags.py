"""What the sign-in page knows of the phone that shows it and of the state's own sign-in."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.conf import settings

from samanvay.access.models import Device

from . import phone_cookie

register = template.Library()


@register.simple_tag(takes_context=True)
def phones_here(context: template.Context) -> list[Device]:
    """Return the registered devices that this phone is."""
    return phone_cookie.devices(context["request"])


@register.simple_tag(takes_context=True)
def state_sign_in(context: template.Context) -> dict[str, Any] | None:
    """Return name and address of the state's own sign-in, or None when it is not set up."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return None
    request = context["request"]
    [provider] = get_adapter().list_providers(request)
    return {"name": provider.name, "url": provider.get_login_url(request)}
