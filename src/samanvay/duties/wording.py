"""What officers write on duties: looked through for what could point at one person before it is kept."""

from django.utils.translation import gettext as _

from samanvay.kernel.pii import PiiKind, find_pii
from samanvay.kernel.refusals import Invalid

LONGEST = 2000
NAMES_SOMEBODY = "details"

# Numbers of cases stand in the titles of duties: whoever sees a duty may read them.
ALLOWED = frozenset({PiiKind.CASE})


def checked_text(field: str, text: str, names_nobody: bool, *, missing: str = "") -> tuple[str, bool]:
    """Return a text as it is kept, and whether the writer answered for something found in it.

    Raises Invalid where it is empty and ``missing`` says so, too long, or seems to name somebody; the latter with the
    code "details" unless the writer's word cannot make it right.
    """
    said = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not said:
        raise Invalid(field, missing or _("Write something."))
    if len(said) > LONGEST:
        raise Invalid(field, _("At most %(most)d letters.") % {"most": LONGEST})
    found = [each for each in find_pii(said) if each.kind not in ALLOWED]
    shown = {"said": ", ".join(f"“{said[each.start : each.end]}”" for each in found)}
    if any(each.is_refused for each in found):
        raise Invalid(field, _("Telephone and Aadhaar numbers are never written here. Take out: %(said)s") % shown)
    if found and not names_nobody:
        words = _("This could point at one person: %(said)s. Take it out, or say that it names no victim.")
        raise Invalid(field, words % shown, code=NAMES_SOMEBODY)
    return said, bool(found)
