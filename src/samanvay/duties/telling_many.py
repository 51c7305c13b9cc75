"""The words by which somebody hears of several duties of one kind at once. They hold no name, as titles hold none."""

from collections.abc import Sequence

from samanvay.kernel.bilingual import Bilingual

from .kinds import DutyKind
from .models import Duty


def opened_words(kind: DutyKind, duties: Sequence[Duty]) -> Bilingual:
    """Return how the owner hears of duties of a kind that open together."""
    return _words(kind, duties, Bilingual("New", "नया"), Bilingual("new tasks", "नए कार्य"))


def overdue_words(kind: DutyKind, duties: Sequence[Duty]) -> Bilingual:
    """Return how the owner hears of duties of a kind whose hour has passed."""
    many = Bilingual("overdue tasks", "कार्यों की समय-सीमा बीती")
    return _words(kind, duties, Bilingual("Overdue", "समय-सीमा बीती"), many)


def nobody_acted_words(kind: DutyKind, duties: Sequence[Duty]) -> Bilingual:
    """Return how somebody up the line hears of duties of a kind on which nobody acted."""
    many = Bilingual("tasks on which nobody acted", "कार्यों पर कार्रवाई नहीं हुई")
    return _words(kind, duties, Bilingual("Nobody acted", "कार्रवाई नहीं हुई"), many)


def _words(kind: DutyKind, duties: Sequence[Duty], one: Bilingual, many: Bilingual) -> Bilingual:
    """Return "New: Do it" of a single duty; of several their number, their kind and the title of the first."""
    first, number = duties[0], len(duties)
    title_hi = first.title_hi or first.title_en
    if number == 1:
        return Bilingual(f"{one.en}: {first.title_en}", f"{one.hi}: {title_hi}")
    return Bilingual(
        f"{number} {many.en}: {kind.words.en}. The first: {first.title_en}",
        f"{number} {many.hi}: {kind.words.hi}। पहला: {title_hi}",
    )
