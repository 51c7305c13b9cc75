"""When e-mails come: the page under the account."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.duties import queries
from samanvay.duties.actions_mail import choose_mail
from samanvay.duties.digest_parts import DigestPart, HowOften, parts
from samanvay.duties.models import MailChoice
from samanvay.duties.texting import is_set_up
from samanvay.web.kit.access import OfficerRequest, officer_page

HOW_OFTEN = [
    (HowOften.WEEKLY, gettext_lazy("Once a week")),
    (HowOften.EACH, gettext_lazy("In every such e-mail")),
    (HowOften.NEVER, gettext_lazy("Never")),
]
HALVES = [time(hour, minute) for hour in range(24) for minute in (0, 30)]


class MailForm(forms.Form):
    """When e-mails come, and whether text messages tell of one's own overdue duties."""

    how = forms.ChoiceField(
        label=gettext_lazy("E-mails"),
        widget=forms.RadioSelect,
        choices=[
            (MailChoice.How.DAILY, gettext_lazy("Once a day, what waits")),
            (MailChoice.How.WEEKLY, gettext_lazy("Once a week, what waits")),
            (MailChoice.How.EACH, gettext_lazy("Each notice at once")),
            (MailChoice.How.ESCALATIONS, gettext_lazy("Only what has come up to me and what is urgent")),
        ],
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("At what hour"),
        coerce=time.fromisoformat,
        choices=[(each.strftime("%H:%M"), each.strftime("%H:%M")) for each in HALVES],
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("On which day, if once a week"),
        coerce=int,
        choices=[(str(key), name) for key, name in WEEKDAYS.items()],
    )
    texts_of_own = forms.BooleanField(
        label=gettext_lazy("Tell me of my own overdue duties by text message too"),
        required=False,
        help_text=gettext_lazy(
            "What has come up to you and what is urgent is told by text message whatever you choose."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in parts():
            self.fields[f"part_{part.code}"] = forms.ChoiceField(
                label=part.words,
                choices=HOW_OFTEN,
                help_text=gettext_lazy(
                    "In the e-mail of what waits, which comes for this alone too; not where you chose each notice at "
                    "once or only what has come up."
                ),
            )

    def chosen_parts(self) -> list[tuple[DigestPart, HowOften]]:
        """Return how often each part of other rooms is to be told."""
        return [(part, HowOften(self.cleaned_data[f"part_{part.code}"])) for part in parts()]


@never_cache
@officer_page(until_confirmed=True)
@require_http_methods(["GET", "POST"])
def mail_choice(request: OfficerRequest) -> HttpResponse:
    """Show and keep when a person wants e-mails."""
    choice = queries.mail_choice(request.actor)
    initial = _initial(choice) | {f"part_{part.code}": part.how(request.actor) for part in parts()}
    form = MailForm(request.POST if request.method == "POST" else None, initial=initial)
    if not is_set_up():
        del form.fields["texts_of_own"]
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        choose_mail(
            by=request.actor,
            how=said["how"],
            hour=said["hour"],
            weekday=said["weekday"],
            texts_of_own=said.get("texts_of_own", choice.texts_of_own),
            expected=said["version"],
        )
        for part, how in form.chosen_parts():
            part.choose(by=request.actor, how=how)
        messages.success(request, gettext("Kept."))
        return HttpResponseRedirect(reverse("mail_choice"))
    context = {"form": form, "address": request.user.email}
    return render(request, "today/mail.html", context, status=400 if form.is_bound else 200)


def _initial(choice: MailChoice) -> dict[str, Any]:
    return {
        "how": choice.how,
        "hour": choice.hour.strftime("%H:%M"),
        "weekday": choice.weekday,
        "texts_of_own": choice.texts_of_own,
        "version": choice.version,
    }
