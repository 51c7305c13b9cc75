"""The forms of the discussion: writing a post, striking one out."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.cases.actions.checks import Captured
from samanvay.kernel.ids import uuid7
from samanvay.opendata.actions import LONGEST, LONGEST_REASON
from samanvay.web.pasted import PastedForm

VERSION = "1"


def fingerprint(text: str) -> str:
    """Return what stands for a text: a word given for one text says nothing of another."""
    return hashlib.sha256("\n".join(text.split()).encode()).hexdigest()[:20]


class PostForm(PastedForm):
    """What somebody says of a pattern."""

    text = forms.CharField(
        label=_("What do you see?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST})
    )
    names_nobody = forms.CharField(required=False, widget=forms.HiddenInput)
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_id", uuid7())

    @property
    def is_answered_for(self) -> bool:
        """Tell whether the writer said of this very text that it names nobody."""
        said: str = self.cleaned_data.get("names_nobody", "")
        return bool(said) and said == fingerprint(self.cleaned_data["text"])

    @property
    def captured(self) -> Captured:
        return Captured(self.cleaned_data["submission_id"], form_version=VERSION)


class VoidForm(forms.Form):
    """Why a post is struck out."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
