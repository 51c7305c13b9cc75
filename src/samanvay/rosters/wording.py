"""When and where a batch meets, in words of both languages that name nobody."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from samanvay.kernel.bilingual import Bilingual

from .models import Batch
from .states import Mode


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


def batch_words(batch: Batch) -> Bilingual:
    """Return when and where a batch meets: "11–13 Mar at Centre X"."""
    days = days_words(batch.starts_on, batch.ends_on)
    if batch.mode == Mode.ONLINE:
        return Bilingual(f"{days.en}, online", f"{days.hi}, ऑनलाइन")
    where = batch.where
    joint = "at" if batch.mode == Mode.CENTRE else "in"
    return Bilingual(f"{days.en} {joint} {where.en}", f"{days.hi}, {where.hi or where.en}")
