"""The forms of the sign-in pages, with our words."""

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.web.kit.forms import ActionForm, field_of

CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric"}
PIN_ATTRIBUTES = {"autocomplete": "off", "inputmode": "numeric", "maxlength": "6"}


class _Labelled:
    """A form of the library with our ``labels`` and without placeholders: they vanish while one types."""

    labels: Mapping[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.labels.keys() & self.fields.keys():
            self.fields[name].label = self.labels[name]
            self.fields[name].widget.attrs.pop("placeholder", None)


class LoginForm(_Labelled, account_forms.LoginForm):  # type: ignore[misc]
    """Login and password."""

    labels = {"login": _("Login"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})


class ChangePasswordForm(_Labelled, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """The present password and the new one, twice."""

    labels = {
        "oldpassword": _("Current password"), "password1": _("New password"), "password2": _("Repeat the new password"),
    }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("At least 12 characters; a sentence is easiest to remember.")


class PasswordAgainForm(_Labelled, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something delicate."""

    labels = {"password": _("Password")}


class _Code(_Labelled):
    labels = {"code": _("Code")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRIBUTES)


class CodeForm(_Code, factor_forms.AuthenticateForm):  # type: ignore[misc]
    """The code of an authenticator app, or a recovery code."""


class CodeAgainForm(_Code, factor_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something delicate."""


class ActivateAppForm(_Code, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""


class AddKeyForm(_Labelled, key_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: its name, and whether it alone signs in."""

    labels = {"name": _("Name of the key"), "passwordless": _("Sign in with only this key, without a password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        if "passwordless" in self.fields:
            self.fields["passwordless"].help_text = _(
                "The key must then ask for your finger, your face or its own PIN."
            )


class EditKeyForm(_Labelled, key_forms.EditWebAuthnForm):  # type: ignore[misc]
    """The name of a passkey."""

    labels = {"name": _("Name of the key")}


class NewPasswordForm(ActionForm):
    """Login, the code that the administrator handed over, and a password of one's own."""

    login = forms.CharField(
        label=_("Login"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Code from your administrator"),
        max_length=30,
        help_text=_("Twelve letters and digits, valid for a day."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=128,
        strip=False,
        help_text=_("At least 12 characters; a sentence is easiest to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Repeat the new password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and "password_again" in data and data["password"] != data["password_again"]:
            self.add_error("password_again", _("The two passwords are different."))
        return data


class RegisterPhoneForm(ActionForm):
    """Login, the code that the station officer read out, and a PIN of one's own."""

    login = forms.CharField(
        label=_("Login"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Code from your station officer"),
        max_length=10,
        help_text=_("Six digits, valid for ten minutes."),
        widget=forms.TextInput(CODE_ATTRIBUTES),
    )
    pin = forms.CharField(
        label=_("Choose a PIN"),
        max_length=6,
        help_text=_("Six digits that only you know."),
        widget=forms.PasswordInput(PIN_ATTRIBUTES),
    )
    pin_again = forms.CharField(label=_("Repeat the PIN"), max_length=6, widget=forms.PasswordInput(PIN_ATTRIBUTES))
    label = forms.CharField(label=_("Name of this phone"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("pin") and data.get("pin_again") and data["pin"] != data["pin_again"]:
            self.add_error("pin_again", _("The two PINs are different."))
        return data


class PinForm(forms.Form):
    """Whose PIN, and the PIN."""

    device = forms.UUIDField(widget=forms.HiddenInput)
    pin = forms.CharField(label=_("PIN"), max_length=6, widget=forms.PasswordInput(PIN_ATTRIBUTES))


class GiveCodeForm(forms.Form):
    """For which officer a code is made."""

    officer = forms.ChoiceField(label=_("Officer"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "officer", forms.ChoiceField).choices = [("", _("Choose an officer")), *choices]
