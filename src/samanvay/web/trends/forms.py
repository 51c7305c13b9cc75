"""The forms of the discussion: writing a post, striking one out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.cases.actions.checks import Captured
from samanvay.opendata.actions import LONGEST, LONGEST_REASON
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pii import PiiForm

VERSION = "1"


class PostForm(PiiForm):
    """What somebody says of a pattern."""

    text = forms.CharField(
        label=_("What do you see?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST})
    )

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"captured": Captured(given.pop("submission_id"), form_version=VERSION), **given}


class VoidForm(ActionForm):
    """Why a post is struck out."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
