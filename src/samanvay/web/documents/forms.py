"""The forms of documents."""

from typing import Any
from uuid import UUID

from django.forms import ChoiceField, FileField, FileInput, HiddenInput, UUIDField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from samanvay.documents.kinds import KINDS
from samanvay.documents.media import ACCEPT
from samanvay.web.kit.boxes.forms import PurposeForm
from samanvay.web.kit.capture import CaptureForm
from samanvay.web.kit.forms import PostedForm, field_of, reason_field

MOST_FILES = 20


class ManyFiles(FileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True

    def __init__(self, **attributes: str) -> None:
        super().__init__({"multiple": True, **attributes})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else [files[name]] if name in files else []


class ManyFilesField(FileField):
    """Several files; each is looked at by the action, so that a bad one does not lose the good ones."""

    def clean(self, data: list[Any], initial: Any = None) -> list[Any]:
        return data


class UploadForm(CaptureForm):
    """Add files to a case or an entry of a register, to one of its persons, or to a report."""

    kind = ChoiceField(label=_("Kind"))
    person = ChoiceField(label=_("About"), required=False)
    file = ManyFilesField(
        label=_("Files"),
        widget=ManyFiles(accept=ACCEPT),
        help_text=_("Pictures, PDF, audio, Word, Excel, OpenDocument. At most 20 MB each; you can choose several."),
    )
    photo = ManyFilesField(
        label=_("Take a photo"),
        required=False,
        widget=ManyFiles(accept="image/*", capture="environment"),
        help_text=_("Opens the phone's camera."),
    )
    replaces = UUIDField(required=False, widget=HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[str, str]], of: str = "case", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names_people = of == "case" or bool(people)
        kinds = {code: kind for code, kind in KINDS.items() if names_people or kind.of_case}
        field_of(self, "kind", ChoiceField).choices = [
            ("", _("Choose a kind")),
            *((code, kind.words) for code, kind in kinds.items()),
        ]
        whole = _("The case as a whole") if of == "case" else _("The entry as a whole")
        field_of(self, "person", ChoiceField).choices = [("", whole), *people]
        if not names_people:
            del self.fields["person"]
        elif of == "tracing":
            self.initial.setdefault("kind", "photo")
            self.initial.setdefault("person", people[0][0])

    def given(self) -> list[Any]:
        """Return the files that came, from the disk and from the camera."""
        return [*self.cleaned_data.get("file", []), *self.cleaned_data.get("photo", [])]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.given():
            self.add_error("file", _now("Choose a file."))
        if len(self.given()) > MOST_FILES:
            self.add_error("file", _now("At most %(n)d files at once.") % {"n": MOST_FILES})
        return data

    def person_id(self) -> UUID | None:
        """Return the person that the files are about."""
        chosen = self.cleaned_data.get("person")
        return UUID(chosen) if chosen else None


class OriginalForm(PurposeForm):
    """For what purpose and why a file leaves as it came."""

    reason = reason_field(_("Stored sealed in the custody record of the document."))


class VoidDocumentForm(PostedForm):
    """Why a document is struck out."""

    reason = reason_field(_("Without names: everybody who sees the case can read it."), most=2000)


class MoveForm(PostedForm):
    """Whom a document is really about."""

    person = ChoiceField(label=_("About"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "person", ChoiceField).choices = people

    def taken(self) -> dict[str, Any]:
        return {"subject_id": UUID(self.cleaned_data["person"])}
