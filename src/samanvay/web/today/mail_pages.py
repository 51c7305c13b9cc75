"""When e-mails come: the page under the account."""

from collections.abc import Iterable
from datetime import time
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from samanvay.duties import queries
from samanvay.duties.messages.actions.mail import choose_mail
from samanvay.duties.messages.actions.texting import is_set_up
from samanvay.duties.messages.digest_parts import DigestPart, HowOften, parts
from samanvay.duties.models import MailChoice
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import every_officer, page

HOW_OFTEN = [
    (HowOften.WEEKLY, gettext_lazy("Once a week")),
    (HowOften.EACH, gettext_lazy("In every such e-mail")),
    (HowOften.NEVER, gettext_lazy("Never")),
]
HALVES = [time(hour, minute) for hour in range(24) for minute in (0, 30)]


class MailForm(ActionForm):
    """When e-mails come, and whether text messages tell of one's own overdue duties."""

    how = forms.ChoiceField(
        label=gettext_lazy("E-mails"),
        widget=forms.RadioSelect,
        choices=[
            (MailChoice.How.DAILY, gettext_lazy("Once a day: my tasks")),
            (MailChoice.How.WEEKLY, gettext_lazy("Once a week: my tasks")),
            (MailChoice.How.EACH, gettext_lazy("Each notice at once")),
            (MailChoice.How.ESCALATIONS, gettext_lazy("Only tasks escalated to me and urgent ones")),
        ],
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Time"),
        coerce=time.fromisoformat,
        choices=[(each.strftime("%H:%M"), each.strftime("%H:%M")) for each in HALVES],
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day, if once a week"),
        coerce=int,
        choices=[(str(key), name) for key, name in WEEKDAYS.items()],
    )
    texts_of_own = forms.BooleanField(
        label=gettext_lazy("Also send me a text message about my own overdue tasks"),
        required=False,
        help_text=gettext_lazy("Escalated and urgent tasks always come by text message, whatever you choose."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_set_up():
            del self.fields["texts_of_own"]
        for part in parts():
            self.fields[f"part_{part.code}"] = forms.ChoiceField(
                label=str(part.words),
                choices=HOW_OFTEN,
                help_text=gettext_lazy(
                    "In the e-mail with your tasks. It is also sent for this alone, except if you chose each "
                    "notice at once or only escalated tasks."
                ),
            )

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        often = [(part, HowOften(given.pop(f"part_{part.code}"))) for part in parts()]
        return {**given, "often": often}


def _keep(*, by: Actor, often: Iterable[tuple[DigestPart, HowOften]], **given: Any) -> None:
    choose_mail(by=by, **given)
    for part, how in often:
        part.choose(by=by, how=how)


@page(may=every_officer, until_confirmed=True)
def mail_choice(request: OfficerRequest) -> HttpResponse:
    """Show and keep when a person wants e-mails."""
    choice = queries.mail_choice(request.actor)
    kept = {name: getattr(choice, name) for name in ("how", "weekday", "texts_of_own")}
    often = {f"part_{part.code}": part.how(request.actor) for part in parts()}
    return form_page(
        request,
        MailForm,
        partial(_keep, texts_of_own=choice.texts_of_own),
        choice,
        initial={**kept, **often, "hour": choice.hour.strftime("%H:%M")},
        title=gettext("When e-mails come"),
        template="today/mail.html",
        address=request.user.email,
        done=gettext("Saved."),
    )
