"""The files beside a lesson as pages show them: looked at or heard in place, or saved."""

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from samanvay.documents.media import BY_TYPE
from samanvay.kernel.bilingual import Bilingual
from samanvay.training.courses.drafting import all_lessons


def files_shown(code: str, said: Mapping[str, Any], lesson: str) -> list[dict[str, Any]]:
    """Return the files that an edition names beside a lesson, and what stands instead of each."""
    found = next((each for each in all_lessons(said) if each["code"] == lesson), {})
    return [_shown(code, each) for each in found.get("files", ())]


def _shown(code: str, file: Mapping[str, Any]) -> dict[str, Any]:
    url = reverse("training_file", args=[code, file["id"]])
    media = BY_TYPE[file["media_type"]]
    return {
        "key": file["id"],
        "look": media.look.value,
        "title": Bilingual(file["title_en"], file["title_hi"]),
        "instead": Bilingual(file["instead_en"], file["instead_hi"]),
        "url": url,
        "save_url": f"{url}?save",
        "words": f"{media.words}, {filesizeformat(file['size'])}",
    }
