"""The Hindi name of a place of which the gazetteer keeps the English one alone: that of its namesake around it.

A town, a station or a village that is called as its district, or as another place of that district, is written alike
in Hindi. Nothing is put into Devanagari letter by letter: a name of which nobody wrote the Hindi stays as it is.
"""

from functools import lru_cache

from samanvay.kernel.bilingual import Bilingual
from samanvay_insight import gazetteer


def place_names(name: str, name_hi: str, district: str | None) -> Bilingual:
    """Return the name of a place in both languages; the Hindi one is its namesake's where it has none of its own."""
    return Bilingual(name, name_hi or (hindi_of_namesake(name, district) if district else ""))


@lru_cache(maxsize=8192)
def hindi_of_namesake(name: str, district: str) -> str:
    """Return how the places of a district that bear a name are written in Hindi, "" where none is or they differ."""
    written = {each.name_hi for each in gazetteer.lookup(name) if each.district == district and each.name_hi}
    return written.pop() if len(written) == 1 else ""
