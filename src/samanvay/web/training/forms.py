"""The forms of authors: a course, a module, a lesson, a file beside it; what a reviewer says."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.access.roles import role_choices
from samanvay.kernel.bilingual import Bilingual
from samanvay.training.courses import checking
from samanvay.training.courses.actions.reviewing import LONGEST_WORDS
from samanvay.training.courses.syllabus import DIFFICULTIES, LESSON_KINDS
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.pii import PiiForm

MOST_LINES = 40
CODE_HELP = _("Small English letters, digits and _; it is used in addresses and cannot be changed later.")
REASONS = ("pass_reason_en", "pass_reason_hi")
RULES = ("minutes", "pass_percent", *REASONS, "negative", "attempts", "cooling_off_days", "needs_lessons")


def words(label: Any, longest: int, help_text: Any = "", *, rows: int = 0, required: bool = False) -> forms.CharField:
    """Return a field of words, of several lines where ``rows`` are given."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest, widget=widget)


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(
            label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs
        )

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(lines) > MOST_LINES or any(len(line) > checking.LONGEST_LINE for line in lines):
            raise forms.ValidationError(
                _("At most %(lines)d lines of at most %(n)d characters."),
                params={"lines": MOST_LINES, "n": checking.LONGEST_LINE},
            )
        return list(dict.fromkeys(lines))


class CodesField(forms.CharField):
    """Codes with blanks, commas or line breaks between them, each of which must be known."""

    def __init__(self, label: Any, help_text: Any, **kwargs: Any) -> None:
        super().__init__(
            label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs
        )
        self.known: Collection[str] | None = None

    def clean(self, value: Any) -> Any:
        codes = list(dict.fromkeys(str(super().clean(value)).replace(",", " ").split()))
        for code in codes:
            if not checking.TOPIC.match(code) or (self.known is not None and code not in self.known):
                raise forms.ValidationError(_("This code does not exist: %(code)s"), params={"code": code})
        return codes


class DraftForm(PiiForm):
    """A form that writes on a draft: ``says`` names its texts, ``version`` is that of the draft its writer saw."""

    says: tuple[str, ...] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def taken(self) -> dict[str, Any]:
        return {"words": self.texts(), "pii_answer": self.pii_answer, "expected": self.cleaned_data["version"]}

    def texts(self) -> dict[str, str]:
        """Return the words that are checked for personal data, by field."""
        said = {name: self.cleaned_data.get(name) or "" for name in self.says}
        return {name: "\n".join(each) if isinstance(each, list) else each for name, each in said.items()}


class CourseForm(DraftForm):
    """What a course says of itself, and how it is examined: so many questions of each module and difficulty."""

    says = (
        *("title_en", "title_hi", "about_en", "about_hi", "objectives_en", "objectives_hi"),
        *("sources_en", "sources_hi"),
    )

    title_en = words(_("Title in English"), checking.LONGEST_TITLE, required=True)
    title_hi = words(_("Title in Hindi"), checking.LONGEST_TITLE)
    about_en = words(_("For whom it is and what they can do afterwards, in English"), checking.LONGEST_ABOUT, rows=3)
    about_hi = words(_("For whom it is and what they can do afterwards, in Hindi"), checking.LONGEST_ABOUT, rows=3)
    roles = forms.MultipleChoiceField(
        label=_("For which roles"), required=False, widget=forms.CheckboxSelectMultiple, choices=role_choices
    )
    core = forms.BooleanField(label=_("Compulsory for these roles"), required=False)
    core_roles = forms.MultipleChoiceField(
        label=_("Compulsory only for these roles"),
        help_text=_("None ticked: all of them. Others may read it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=role_choices,
    )
    objectives_en = LinesField(_("Objectives in English"), _("One per line; each begins with a verb."))
    objectives_hi = LinesField(_("Objectives in Hindi"))
    sources_en = LinesField(_("Sources in English"), _("One per line: Act, procedure, ruling."))
    sources_hi = LinesField(_("Sources in Hindi"))
    minutes = forms.IntegerField(
        label=_("Time for the examination, in minutes"), min_value=5, max_value=checking.MOST_MINUTES
    )
    pass_percent = forms.IntegerField(label=_("Pass mark in percent"), min_value=1, max_value=100)
    pass_reason_en = words(
        _("Why this pass mark, in English"),
        checking.LONGEST_LINE,
        _("Who set it and by what: a judged standard for each question, or a set figure and its reason."),
        rows=2,
    )
    pass_reason_hi = words(_("Why this pass mark, in Hindi"), checking.LONGEST_LINE, rows=2)
    negative = forms.FloatField(
        label=_("Part of a mark deducted for a wrong answer"), min_value=0, max_value=1, help_text=_("0 for none.")
    )
    attempts = forms.IntegerField(label=_("Attempts"), min_value=1, max_value=10)
    cooling_off_days = forms.IntegerField(label=_("Days to wait after the last attempt"), min_value=0, max_value=365)
    needs_lessons = forms.BooleanField(
        label=_("All lessons must be read before the examination"),
        help_text=_("Not needed at a centre or for a refresher."),
        required=False,
    )

    def __init__(self, *args: Any, said: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = said["examination"]
        drawn = {draw["module"]: draw for draw in rules.get("blueprint", ())}
        self.modules = [
            (each["code"], str(Bilingual(each.get("title_en", each["code"]), each.get("title_hi", ""))))
            for each in said.get("modules", ())
        ]
        for code, _title in self.modules:
            for difficulty, label in DIFFICULTIES.items():
                name = f"draw_{code}_{difficulty}"
                self.fields[name] = forms.IntegerField(label=str(label), min_value=0, max_value=200)
                self.initial.setdefault(name, drawn.get(code, {}).get(difficulty, 0))
        fill(self, said, self.says)
        for name in ("roles", "core", "core_roles"):
            self.initial.setdefault(name, said.get(name))
        for name in RULES:
            self.initial.setdefault(name, rules.get(name))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        mandatory = set(given.get("core_roles", ()))
        if mandatory and not given.get("core"):
            self.add_error("core_roles", _("First mark it as compulsory, or untick these roles."))
        elif mandatory - set(given.get("roles", ())):
            self.add_error("core_roles", _("Choose from the roles of the course."))
        return given

    def texts(self) -> dict[str, str]:
        return {**super().texts(), **{name: self.cleaned_data.get(name) or "" for name in REASONS}}

    def plain(self) -> list[Any]:
        """Return the fields that are shown one after another, without those of the draw."""
        return [field for field in self.visible() if not field.name.startswith("draw_")]

    def draws(self) -> list[tuple[str, list[Any]]]:
        """Return for each module its title and its fields."""
        return [(title, [self[f"draw_{code}_{each}"] for each in DIFFICULTIES]) for code, title in self.modules]

    def said(self) -> dict[str, Any]:
        """Return what the form says, as a draft keeps it."""
        given = self.cleaned_data
        blueprint = []
        for code, _title in self.modules:
            draw = {each: given.get(f"draw_{code}_{each}") or 0 for each in DIFFICULTIES}
            if sum(draw.values()):
                blueprint.append({"module": code, **draw})
        rules = {name: given[name] for name in RULES}
        total = sum(draw[each] for draw in blueprint for each in DIFFICULTIES)
        names = (*self.says, "roles", "core", "core_roles")
        return {
            **{name: given[name] for name in names},
            "examination": {**rules, "questions": total, "blueprint": blueprint},
        }


class PartForm(DraftForm):
    """A module or a lesson; ``of`` is what the draft says of it, ``codes`` what it says beside its texts."""

    codes: tuple[str, ...] = ()

    code = words(_("Code"), 60, CODE_HELP, required=True)
    title_en = words(_("Title in English"), checking.LONGEST_TITLE, required=True)
    title_hi = words(_("Title in Hindi"), checking.LONGEST_TITLE)

    def __init__(self, *args: Any, of: Mapping[str, Any] | None = None, at: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("place", at)
        if of is not None:
            del self.fields["code"]
            fill(self, of, (*self.says, *self.codes))

    def said(self) -> dict[str, Any]:
        """Return what the form says, as a draft keeps it."""
        return {name: self.cleaned_data[name] for name in ("code", *self.says, *self.codes) if name in self.fields}


class ModuleForm(PartForm):
    """A module."""

    says = ("title_en", "title_hi", "objectives_en", "objectives_hi")
    codes = ("rests_on", "topics")

    objectives_en = LinesField(_("Objectives in English"), _("One per line; each begins with a verb."))
    objectives_hi = LinesField(_("Objectives in Hindi"))
    rests_on = CodesField(
        _("Law entries on which it is based"),
        _(
            "Their codes, such as bns_143: the last part of the entry's address. When one changes, this module "
            "is flagged."
        ),
    )
    topics = CodesField(
        _("Patterns that it teaches"),
        _(
            "Forms and lures such as child_labour, job, marriage; corridors, transit. When a new pattern of "
            "one is found, this module is flagged."
        ),
    )
    place = forms.IntegerField(label=_("Position in the course, from 1"), min_value=1, max_value=100, required=False)

    def __init__(self, *args: Any, law: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "rests_on", CodesField).known = law


class LessonForm(PartForm):
    """A lesson in both languages."""

    says = ("title_en", "title_hi", "text_en", "text_hi")
    codes = ("kind", "minutes")
    field_order = ("code", "kind")

    kind = forms.ChoiceField(label=_("Kind"), choices=list(LESSON_KINDS.items()))
    minutes = forms.IntegerField(
        label=_("Reading time, in minutes"), min_value=1, max_value=checking.MOST_MINUTES, initial=10
    )
    text_en = words(
        _("Text in English"),
        checking.LONGEST_LESSON,
        _("## a heading, - a list, **important**, [BNS 143](law:bns_143) a link to the law, | a | table |."),
        rows=16,
    )
    text_hi = words(_("Text in Hindi"), checking.LONGEST_LESSON, rows=16)
    place = forms.IntegerField(label=_("Position in the module, from 1"), min_value=1, max_value=100, required=False)

    def said(self) -> dict[str, Any]:
        said = super().said()
        return said | {name: said[name].replace("\r\n", "\n").strip() for name in ("text_en", "text_hi")}


class FileForm(DraftForm):
    """A file beside a lesson, with what stands instead of it for whoever cannot see or hear it."""

    says = ("title_en", "title_hi", "instead_en", "instead_hi")

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A picture, PDF, audio or video file of at most 20 MB. On a slow network learners wait for every MB."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    title_en = words(_("Title in English"), checking.LONGEST_TITLE, required=True)
    title_hi = words(_("Title in Hindi"), checking.LONGEST_TITLE, required=True)
    instead_en = words(
        _("In words, in English"),
        checking.LONGEST_LESSON,
        _("Picture: what it shows. Audio or video: every word spoken. PDF: what it says."),
        rows=4,
        required=True,
    )
    instead_hi = words(_("In words, in Hindi"), checking.LONGEST_LESSON, rows=4, required=True)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if getattr(file, "is_cut", False):
            raise forms.ValidationError(
                _("The file is too large: at most %(n)d MB. Split the video or make it smaller."),
                params={"n": 20},
            )
        return file


class BeginForm(PiiForm):
    """A new course."""

    title_en = words(_("Title in English"), checking.LONGEST_TITLE, required=True)
    title_hi = words(_("Title in Hindi"), checking.LONGEST_TITLE)
    code = words(_("Code"), 60, CODE_HELP, required=True)


class ReviewForm(ActionForm):
    """Why an edition is sent back."""

    words = forms.CharField(
        label=_("What to change"), max_length=LONGEST_WORDS, required=False, widget=forms.Textarea({"rows": 3})
    )


class LookedForm(ActionForm):
    """Why a module is still right."""

    words = forms.CharField(label=_("Why it is still right"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def fill(form: forms.Form, said: Mapping[str, Any], names: Sequence[str]) -> None:
    """Let fields begin with what an edition says; of a list each text is a line, its codes stand in one."""
    for name in names:
        value, glue = said.get(name, ""), " " if isinstance(form.fields.get(name), CodesField) else "\n"
        form.initial.setdefault(name, glue.join(value) if isinstance(value, list) else value)
