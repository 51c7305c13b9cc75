"""The addresses of signing in: of the library only what we use, so that nothing else can be called."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as key
from allauth.socialaccount import views as social
from django.conf import settings
from django.db.transaction import non_atomic_requests as apart
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import confirm, oidc, phones, tokens, views

menu.register(_("Registered phones"), "phones", Permission.DEVICE_REGISTER, order=620, turn=menu.Turn.ADMINISTRATION)


def demonstration(is_demo: bool) -> list[URLPattern]:
    """Return the addresses of the personas: none in production."""
    if not is_demo:
        return []
    return [
        path("personas/", views.personas, name="personas"),
        path("personas/<uuid:key>/", views.become, name="become"),
    ]


def state_sign_in(is_set: bool) -> list[URLPattern]:
    """Return the addresses of the state's own sign-in: none unless it is set up."""
    if not is_set:
        return []
    return [
        path("state/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
        path("state/error/", social.login_error, name="socialaccount_login_error"),
        path("oidc/<str:provider_id>/login/", oidc.begin, name="openid_connect_login"),
        path("oidc/<str:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    ]


# Signing in counts tries by address and account: kept to the end of one long transaction, a count would have
# everybody behind one address wait for each other's passwords. What is recorded has transactions of its own.
urlpatterns = [
    path("login/", apart(account.login), name="account_login"),
    path("logout/", views.leave, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/", views.password, name="account_change_password"),
    path("new-password/", views.new_password, name="new_password"),
    path("confirm/<uuid:key>/", confirm.confirm, name="confirm_sign_in"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("phone/", phones.register, name="phone_register"),
    path("phone/pin/", phones.pin, name="phone_pin"),
    path("phones/", phones.phones, name="phones"),
    path("phones/<uuid:key>/revoke/", phones.revoke, name="phone_revoke"),
    path("phones/<uuid:key>/unlock/", phones.unlock, name="phone_unlock"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<uuid:key>/revoke/", tokens.revoke, name="token_revoke"),
    path("second-factor/needed/", views.second_factor_needed, name="second_factor_needed"),
    path("second-factor/", factor.index, name="mfa_index"),
    path("second-factor/check/", apart(factor.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/add/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", never_cache(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second-factor/keys/", key.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/keys/add/", key.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/keys/login/", apart(key.login_webauthn), name="mfa_login_webauthn"),
    path("second-factor/keys/again/", key.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/keys/<int:pk>/remove/", key.remove_webauthn, name="mfa_remove_webauthn"),
    path("second-factor/keys/<int:pk>/edit/", key.edit_webauthn, name="mfa_edit_webauthn"),
    *demonstration(settings.IS_DEMO),
    *state_sign_in(bool(settings.SOCIALACCOUNT_PROVIDERS)),
]
