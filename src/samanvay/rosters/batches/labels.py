"""What is taught, when and where a batch meets, in words of both languages that name nobody."""

from datetime import date

from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format

from samanvay.kernel.bilingual import Bilingual
from samanvay.training.models import CourseEdition

from ..models import Batch
from ..plans.states import Mode


def title_of(course: str) -> Bilingual:
    """Return the title of a course by its code, the code itself where it was never published."""
    edition = CourseEdition.objects.filter(course__code=course, no=F("course__current")).first()
    return edition.text().title if edition is not None else Bilingual(course, course)


def days_words(first: date, last: date) -> Bilingual:
    """Return days as "11 Mar", "11–13 Mar" or "30 Mar – 1 Apr"."""
    said = []
    for language in ("en", "hi"):
        with translation.override(language):
            end = str(date_format(last, "j M"))
            if first == last:
                said.append(end)
            elif (first.year, first.month) == (last.year, last.month):
                said.append(f"{first.day}–{end}")
            else:
                said.append(f"{date_format(first, 'j M')} – {end}")
    return Bilingual(*said)


def days_with_year(first: date, last: date) -> str:
    """Return days with their year in the active language: "11 Mar 2027", "11 – 13 Mar 2027"."""
    end = str(date_format(last, "j M Y"))
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {end}"
    return f"{date_format(first, 'j M Y' if first.year != last.year else 'j M')} – {end}"


def batch_words(batch: Batch) -> Bilingual:
    """Return when and where a batch meets: "11–13 Mar at Centre X"."""
    days = days_words(batch.starts_on, batch.ends_on)
    if batch.mode == Mode.ONLINE:
        return Bilingual(f"{days.en}, online", f"{days.hi}, ऑनलाइन")
    where = batch.where
    joint = "at" if batch.mode == Mode.CENTRE else "in"
    return Bilingual(f"{days.en} {joint} {where.en}", f"{days.hi}, {where.hi or where.en}")


def where_words(batch: Batch) -> str:
    """Return where a batch meets, as far as it is known, in the active language."""
    address = batch.centre.address if batch.centre is not None else ""
    return ", ".join(part for part in (str(batch.where), batch.hall, address, batch.link) if part)
