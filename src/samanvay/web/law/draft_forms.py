"""The forms of a draft: an entry, a statutory clock, what a second person says. The rules are those of the files."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.access.roles import role_choices
from samanvay.kernel.refusals import Invalid
from samanvay.law import faults, queries
from samanvay.law import vocabulary as words
from samanvay.law.citing import entries_meant
from samanvay.law.drafts.actions import LONGEST_WHY
from samanvay.law.drafts.checks import FaultyDraft, checked
from samanvay.law.entries import Entry, StatutoryClock
from samanvay.law.labels import label_of
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.pii import PiiForm

from .forms import LawDayField

LISTS = ("sources_en", "sources_hi")
UNITS = {"TH": _("hours"), "D": _("days"), "W": _("weeks"), "M": _("months"), "Y": _("years")}
PROVISION_FIELDS = (*faults.OF_PROVISIONS, "punishment_hi")
# What a state writes anew; the Constitution and treaties come with the product.
KINDS = ("ruling", "advisory", "rule", "sop", "scheme", "provision", "act")


def _line(label: Any, help_text: Any = "", longest: int = faults.LONGEST_SENTENCE, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=longest, widget=widget)


def _lines(label: Any, help_text: Any = "", rows: int = 6) -> forms.CharField:
    return _line(label, help_text, (faults.LONGEST_LINE + 2) * (faults.MOST_LINES + 4), rows)


def _one(label: Any, said: Mapping[str, Any], *, blank: Any = None, **more: Any) -> forms.ChoiceField:
    first = [] if blank is None else [("", blank)]
    return forms.ChoiceField(label=label, required=False, choices=[*first, *said.items()], **more)


def _several(label: Any, said: Mapping[str, Any], help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(said.items()),
    )


class CiteField(forms.CharField):
    """Entries of the library, as officers name them ("370 IPC", "bns_143"), with commas between several."""

    def __init__(self, label: Any, kinds: tuple[str, ...] = (), *, several: bool = False, **kwargs: Any) -> None:
        self.kinds, self.several = kinds, several
        super().__init__(label=label, required=False, max_length=300, **kwargs)
        self.widget.attrs["list"] = "law-codes"
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> Any:
        said = [each.strip() for each in super().clean(value).split(",") if each.strip()]
        if len(said) > 1 and not self.several:
            raise forms.ValidationError(_("Enter only one entry."))
        codes = [self._meant(each) for each in said]
        return codes if self.several else next(iter(codes), "")

    def _meant(self, said: str) -> str:
        found = entries_meant(said, self.kinds)
        if len(found) == 1:
            return found[0].code
        if not found:
            raise forms.ValidationError(_("%(said)s: this entry is not in the library."), params={"said": said})
        listed = "; ".join(f"{each.code} ({label_of(each)}: {each.said('title')})" for each in found)
        words = _("%(said)s: which of these? Enter its code: %(listed)s")
        raise forms.ValidationError(words, params={"said": said, "listed": listed})


class DraftForm(PiiForm):
    """What every draft says: why, on which edition, on which version of the draft."""

    why = forms.CharField(
        label=_("What changed and why"),
        help_text=_("For the second person: which order, ruling or mistake, and where to read it."),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what changed and why.")},
    )
    certainty = _one(_("How certain are you?"), words.CERTAINTY, widget=forms.RadioSelect, initial="certain")
    check_en = _line(_("What is in doubt, in English"), rows=2)
    check_hi = _line(_("What is in doubt, in Hindi"), rows=2)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    made: type[Entry] | type[StatutoryClock] = Entry

    def __init__(self, *args: Any, code: str = "", is_kept: bool = False, **kwargs: Any) -> None:
        self.keeps_once = not is_kept
        super().__init__(*args, **kwargs)
        if not is_kept:
            del self.fields["version"]
        self.code = code or "new"  # of what is new, until it is kept
        for each in dataclass_fields(self.made):
            name = self.shown_as(each.name)
            if each.default is MISSING and name in self.fields and each.name != "mandatory":
                self.need(name)

    def need(self, name: str) -> None:
        """Ask for a field as the rules of the files do."""
        self.fields[name].required = True
        self.fields[name].error_messages["required"] = _("Fill this in.")

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        own = ("why", "based_on", "expected", "pii_answer", "submission_id")
        return {"said": self.table(), **{name: given[name] for name in own if name in given}}

    def table(self) -> dict[str, Any]:
        """Return what the form says, as a file of the library has it."""
        return self._cleaned(each.name for each in dataclass_fields(self.made))

    def clean(self) -> dict[str, Any]:
        """Show what the rules of the library's files find, beside what a field found by itself."""
        try:
            checked(self.table(), is_clock=self.made is StatutoryClock, code=self.code)
        except FaultyDraft as refusal:
            self.refuse(refusal)
        return self.cleaned_data

    def refuse(self, refusal: Invalid) -> None:
        """Show each fault at its field; what belongs to none above the form."""
        if not isinstance(refusal, FaultyDraft):
            super().refuse(refusal)
            return
        for fault in refusal.faults:
            name = self.shown_as(fault.field)
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, fault.words)

    def shown_as(self, name: str) -> str:
        """Return the form's field for a field of the file."""
        return name

    def _cleaned(self, names: Iterable[str]) -> dict[str, Any]:
        said = {name: self.cleaned_data.get(name) for name in names if name in self.fields}
        for name, value in said.items():
            if isinstance(value, str):
                lines = [" ".join(line.split()) for line in value.splitlines()]
                lines = [line for line in lines if line]
                said[name] = lines if name in LISTS else "\n".join(lines)
            elif isinstance(value, list):
                said[name] = self._as_it_stood(name, value)
        return {name: value for name, value in said.items() if value not in (None, "", [])}

    def _as_it_stood(self, name: str, chosen: list[str]) -> list[str]:
        """Return what was chosen in the order in which the text had it, so that an unchanged list is no change."""
        before = [each for each in self.initial.get(name) or () if each in chosen]
        return [*before, *(each for each in chosen if each not in before)]


class EntryForm(DraftForm):
    """Everything that an entry of a kind says."""

    field_order = [
        *("title_en", "title_hi", "act", "section", "changed_en", "changed_hi", "text_en", "text_hi"),
        *("punishment_en", "punishment_hi", "cognisable", "bailable", "court", "authority", "citation", "decided"),
        *("year", "status", "effective_from", "effective_to", "dated_by", "was", "superseded_by", "mandatory"),
        *("quote", "sources_en", "sources_hi", "roles", "topics", "certainty", "check_en", "check_hi", "why"),
    ]

    title_en = _line(_("Title in English"), longest=faults.LONGEST_TITLE)
    title_hi = _line(_("Title in Hindi"), longest=faults.LONGEST_TITLE)
    act = forms.ChoiceField(label=_("Act"), required=False)
    section = _line(
        _("Section"), _("For example 143 or 115(2); for several, 25 to 27."), longest=faults.LONGEST_SECTION
    )
    changed_en = _line(_("In one sentence, in English"), _("What it says or changed, with its full stop."), rows=2)
    changed_hi = _line(_("In one sentence, in Hindi"), rows=2)
    text_en = _lines(_("What to do, in English"), _("One point per line, at most eight lines."))
    text_hi = _lines(_("What to do, in Hindi"), _("As many lines as in English."))
    punishment_en = _line(_("Punishment, in English"), rows=2)
    punishment_hi = _line(_("Punishment, in Hindi"), rows=2)
    cognisable = _one(_("Cognisable"), words.ANSWERS, blank=_("Not given"))
    bailable = _one(_("Bailable"), words.ANSWERS, blank=_("Not given"))
    court = _one(_("Court"), words.COURTS, blank=_("Not given"))
    authority = _one(_("Issued by"), words.AUTHORITIES, blank=_("Choose"))
    citation = _line(
        _("Citation"), _("The order number, or the citation used in law reports."), longest=faults.LONGEST_TITLE
    )
    decided = LawDayField(_("Decided or issued on"), required=False)
    year = forms.IntegerField(
        label=_("Year"), required=False, help_text=_("Only if the date is not known."), min_value=1801, max_value=2099
    )
    status = _one(_("Status"), words.STATUSES)
    effective_from = LawDayField(_("First day in force"), required=False)
    effective_to = LawDayField(_("Last day in force"), required=False, help_text=_("Only for repealed law."))
    dated_by = _one(_("Which date decides"), words.DATED_BY, blank=_("Choose"))
    was = CiteField(
        _("Replaces"), ("provision",), several=True, help_text=_("For example 370 IPC; put commas between several.")
    )
    superseded_by = CiteField(_("Replaced by"))
    mandatory = forms.BooleanField(label=_("Binding; otherwise only advice"), required=False)
    quote = _line(
        _("Exact words of the law"),
        _("Only from the original text in front of you."),
        longest=faults.LONGEST_SENTENCE * 2,
        rows=3,
    )
    sources_en = _lines(_("Where counsel can check it, in English"), _("One source per line."), rows=2)
    sources_hi = _lines(_("Where counsel can check it, in Hindi"), _("As many lines as in English."), rows=2)
    roles = _several(_("For whom"), {})
    topics = _several(_("Topics"), words.TOPICS)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        field_of(self, "roles", forms.ChoiceField).choices = role_choices()
        if kind != "provision":
            for name in PROVISION_FIELDS:
                del self.fields[name]
            return
        for name in ("act", "section", "dated_by"):
            self.need(name)
        acts = [each for each in queries.law_now().library.entries.values() if each.kind == "act"]
        named = sorted(((each.code, str(each.said("title"))) for each in acts), key=lambda each: each[1])
        field_of(self, "act", forms.ChoiceField).choices = [("", _("Choose")), *named]

    def table(self) -> dict[str, Any]:
        """Return what the form says, as a file of the library has it."""
        return {**super().table(), "kind": self.kind, "mandatory": bool(self.cleaned_data.get("mandatory"))}


class ClockForm(DraftForm):
    """Everything that a statutory clock says."""

    made = StatutoryClock
    field_order = [
        *("title_en", "title_hi", "starts_at", "within_n", "within_unit", "excludes", "owner", "escalate", "source"),
        *("changed_by", "certainty", "check_en", "check_hi", "why"),
    ]

    title_en = _line(_("What must be done, in English"), longest=faults.LONGEST_TITLE)
    title_hi = _line(_("What must be done, in Hindi"), longest=faults.LONGEST_TITLE)
    starts_at = _one(_("Counted from"), words.STARTS, blank=_("Choose"))
    within_n = forms.IntegerField(
        label=_("Within"), required=False, min_value=0, max_value=999, help_text=_("0 means immediately.")
    )
    within_unit = forms.ChoiceField(label=_("Hours, days …"), choices=list(UNITS.items()), required=False)
    excludes = _several(_("What is not counted"), words.EXCLUDED)
    owner = forms.ChoiceField(label=_("Responsible"), required=False)
    escalate = _several(_("Who is informed of a delay"), {})
    source = CiteField(_("Source in the law"), help_text=_("For example 31 JJ, or a code."))
    changed_by = CiteField(_("Ruling that changed it"), ("ruling",))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "owner", forms.ChoiceField).choices = [("", _("Choose")), *role_choices()]
        field_of(self, "escalate", forms.ChoiceField).choices = role_choices()

    def shown_as(self, name: str) -> str:
        return "within_n" if name == "within" else name

    def table(self) -> dict[str, Any]:
        """Return what the form says, as a file of the library has it."""
        said = super().table()
        number, unit = self.cleaned_data.get("within_n"), self.cleaned_data.get("within_unit") or "TH"
        if number is not None:
            said["within"] = "PT0S" if number == 0 else f"P{'T' if unit == 'TH' else ''}{number}{unit[-1]}"
        return said


class SendBackForm(ActionForm):
    """Why a draft is sent back, or a release's text not taken."""

    reason = forms.CharField(
        label=_("What to change, and where it is written"),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give the reason.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, keeps_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeps_own:
            self.fields["reason"].label = _("Reason for keeping the state's own text")
