"""The file to be imported, its columns, and one row to be mended."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.documents.importing.kinds import ImportKind
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.importing import ImportSpec
from samanvay.web.kit.forms import ActionForm, field_of

SIZE_LIMIT = 20 * 1024 * 1024  # a file on its way in stays in memory: FILE_UPLOAD_MAX_MEMORY_SIZE is little more


class UploadForm(ActionForm):
    kind = forms.ChoiceField(label=_("Contents of the list"))
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, TSV, XLSX, XLS, ODS or PFIF, up to 20 MB (about 150,000 cases). Two header rows, merged "
            "cells and Hindi are supported."
        ),
    )
    sheet = forms.CharField(
        label=_("Sheet"), max_length=120, required=False, help_text=_("Empty: the first sheet that has data.")
    )

    def __init__(self, *args: Any, kinds: Sequence[ImportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(kind.code, str(kind.words)) for kind in kinds]
        field_of(self, "kind", forms.ChoiceField).choices = known if len(known) == 1 else [("", _("Choose")), *known]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > SIZE_LIMIT:
            raise forms.ValidationError(
                _(
                    "The file is larger than 20 MB. Split it into several files, or ask the administrator to "
                    "import it by command."
                )
            )
        return file


class HeaderField(forms.ChoiceField):
    """A header of the file. A required one may be left empty: the rows then wait for their column."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ColumnsForm(forms.Form):
    """One choice a field of the spec: the header that feeds it."""

    use_required_attribute = False

    def __init__(self, run: ImportRun, spec: ImportSpec, data: Any = None) -> None:
        super().__init__(data)
        headers = [("", _("no column"))] + [(header, header) for header in run.headers]
        for one in spec.fields:
            self.fields[one.code] = HeaderField(
                label=str(one.label),
                choices=headers,
                required=one.required,
                initial=run.mapping["columns"].get(one.code, ""),
                help_text=str(one.help or ""),
            )

    def columns(self) -> dict[str, str | None]:
        """Return the header chosen for each field, None for none."""
        return {code: header or None for code, header in self.cleaned_data.items()}


class RowForm(ActionForm):
    """The cells of one row, under the headers of the file."""

    def __init__(self, *args: Any, run: ImportRun, row: ImportRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"cell_{index}": header for index, header in enumerate(run.headers)}
        for index, header in enumerate(run.headers):
            text = row.cells[index] if index < len(row.cells) else ""
            self.fields[f"cell_{index}"] = forms.CharField(
                label=header or _("(no header)"), required=False, initial=text, max_length=2_000
            )

    def taken(self) -> dict[str, Any]:
        return {"cells": {self.names[name]: text for name, text in self.cleaned_data.items()}}
