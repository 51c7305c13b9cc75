"""The files beside a lesson as pages show them: looked at or heard in place, or saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from samanvay.documents.media import BY_TYPE
from samanvay.kernel.bilingual import Bilingual
from samanvay.training.courses.drafting import all_lessons


@dataclass(frozen=True, slots=True)
class Beside:
    """A file: how it is shown ("picture", "page", "sound", "film"), and what stands instead of it."""

    key: str
    look: str
    title: Bilingual
    instead: Bilingual
    url: str
    save_url: str
    words: str


def files_shown(code: str, said: Mapping[str, Any], lesson: str) -> list[Beside]:
    """Return the files that an edition names beside a lesson."""
    found = next((each for each in all_lessons(said) if each["code"] == lesson), {})
    return [_shown(code, each) for each in found.get("files", ())]


def _shown(code: str, file: Mapping[str, Any]) -> Beside:
    url = reverse("training_file", args=[code, file["id"]])
    media = BY_TYPE[file["media_type"]]
    return Beside(
        file["id"],
        media.look.value,
        Bilingual(file["title_en"], file["title_hi"]),
        Bilingual(file["instead_en"], file["instead_hi"]),
        url,
        f"{url}?save",
        f"{media.words}, {filesizeformat(file['size'])}",
    )
