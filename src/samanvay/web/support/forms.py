"""The forms of identification: the signs of one situation, each with four answers; a correction of them."""

from collections.abc import Iterable
from typing import Any

from django.forms import BooleanField, CharField, ChoiceField, HiddenInput, IntegerField, RadioSelect, Textarea
from django.utils.translation import gettext_lazy as _

from samanvay.cases.kinds import LANGUAGES
from samanvay.cases.models import CasePerson
from samanvay.kernel.refusals import Invalid
from samanvay.support.kinds import ANSWERS, INTERPRETERS, Answer
from samanvay.support.published import published
from samanvay.web.kit.capture import CaptureForm, choices
from samanvay.web.kit.forms import PostedForm, reason_field

PREFIX = "sign_"
NOT_SAID = _("Not given")


class AnswersForm(PostedForm):
    """The signs of one situation, and in which language they were asked."""

    suspects = BooleanField(
        label=_("I suspect trafficking all the same"),
        required=False,
        help_text=_("Tick this when your own eyes and ears say more than the questions. Say why in the note."),
    )
    language = ChoiceField(
        label=_("Language in which you asked"), required=False, choices=choices(LANGUAGES, blank=NOT_SAID)
    )
    interpreter = ChoiceField(label=_("Who interpreted"), required=False, choices=choices(INTERPRETERS, blank=NOT_SAID))
    note = CharField(
        label=_("Note"),
        required=False,
        max_length=5_000,
        widget=Textarea(attrs={"rows": 3}),
        help_text=_("Sealed with the answers: only the case team can read it."),
    )

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        for sign in published().of_group(group):
            self.fields[PREFIX + sign.code] = ChoiceField(
                label=str(sign.ask),
                required=False,
                choices=choices(ANSWERS),
                initial=Answer.NOT_ASKED,
                widget=RadioSelect,
            )

    @property
    def asked(self) -> list[Any]:
        """The questions in their order."""
        return [self[PREFIX + sign.code] for sign in published().of_group(self.group)]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        signs = [name for name in given if name.startswith(PREFIX)]
        answers = {name.removeprefix(PREFIX): given.pop(name) or Answer.NOT_ASKED for name in signs}
        return {**given, "answers": answers}

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at the field of its question."""
        if PREFIX + refusal.field in self.fields:
            refusal.field = PREFIX + refusal.field
        super().refuse(refusal)


class AskForm(AnswersForm, CaptureForm):
    """Signs that were just asked for, of one person of the case or of all."""

    person = ChoiceField(label=_("With whom"), required=False)

    def __init__(self, *args: Any, persons: Iterable[CasePerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, ChoiceField)
        person.choices = [
            ("", _("All persons of this case")),
            *((str(each.id), f"{each.label} ({each.role_words})") for each in persons if not each.is_void),
        ]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {**given, "group": self.group, "person": given["person"] or None}


class CorrectForm(AnswersForm):
    """A correction of answers that were just opened; ``edition`` is the one that was read."""

    reason = reason_field()
    edition = IntegerField(widget=HiddenInput)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        edition = given.pop("edition")
        return {**given, "expected": edition}
