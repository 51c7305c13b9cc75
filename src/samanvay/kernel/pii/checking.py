"""Checking a text before it is kept: no personal data in it, or its writer confirms that it identifies nobody.

The refusal carries a token for each text in which something was found. Sent back as ``pii_answer`` it confirms this
text alone: signed over the text, its field, what was found in it and who writes, it fits no other.
"""

import json
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from .detection import PiiMatch, find_pii
from .kinds import PiiKind


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in the text of a field; ``token`` is what its writer confirms it with, "" where nobody can."""

    field: str
    text: str
    matches: Sequence[PiiMatch]
    token: str = ""

    @property
    def is_refused(self) -> bool:
        """Tell whether something was found that is never right."""
        return any(match.is_refused for match in self.matches)


class PersonalDataFound(Invalid):
    """A text in which something could identify one person; ``field`` is the first one in which it was found."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        found = [each.text[match.start : match.end] for each in findings for match in each.matches]
        said = {"said": ", ".join(f"“{each}”" for each in dict.fromkeys(found))}
        if any(each.is_refused for each in findings):
            words = _("Do not write phone or Aadhaar numbers here. Delete: %(said)s")
        elif self.pii_answer:
            words = _("This could identify a person: %(said)s. Delete it, or confirm that it identifies nobody.")
        else:
            words = _("This could identify a person. Delete: %(said)s")
        super().__init__(findings[0].field, words % said, code="personal_data")

    @property
    def pii_answer(self) -> str:
        """What confirms every text of this refusal when it is sent back; "" where something has to be taken out."""
        tokens = [each.token for each in self.findings]
        return " ".join(tokens) if all(tokens) else ""


def check_pii(
    field: str, text: str, *, by: Actor, pii_answer: str, allowed: Collection[PiiKind] = ()
) -> list[PiiMatch]:
    """Return what was found in a text that may be kept: nothing, or what its writer confirmed to identify nobody.

    ``pii_answer`` holds the tokens that the writer sent back, with blanks between; ``allowed`` may stand in the text.
    Raises PersonalDataFound where something was found and not confirmed, or is never right.
    """
    return check_pii_of_fields({field: text}, by=by, pii_answer=pii_answer, allowed=allowed)


def check_pii_of_fields(
    texts: Mapping[str, str], *, by: Actor, pii_answer: str, allowed: Collection[PiiKind] = ()
) -> list[PiiMatch]:
    """Check texts by their fields, as ``check_pii`` does one: all that is to be confirmed is asked at once."""
    given = pii_answer.split()
    found = [_finding(field, text, by, allowed) for field, text in texts.items()]
    if wrong := [each for each in found if each.matches and not _is_confirmed(each, given)]:
        raise PersonalDataFound(wrong)
    return [match for each in found for match in each.matches]


def refuse_pii(field: str, text: str, *, allowed: Collection[PiiKind] = ()) -> None:
    """Refuse a text that nobody may confirm. Raises PersonalDataFound where something was found in it."""
    if matches := [match for match in find_pii(text) if match.kind not in allowed]:
        raise PersonalDataFound([Finding(field, text, matches)])


def pii_token(field: str, text: str, *, by: Actor, allowed: Collection[PiiKind] = ()) -> str:
    """Return what confirms a text that was confirmed before and goes on unchanged; "" where there is nothing to."""
    return _finding(field, text, by, allowed).token


def _is_confirmed(finding: Finding, given: Collection[str]) -> bool:
    return bool(finding.token) and any(constant_time_compare(finding.token, each) for each in given)


def _finding(field: str, text: str, by: Actor, allowed: Collection[PiiKind]) -> Finding:
    matches = [match for match in find_pii(text) if match.kind not in allowed]
    if not matches or any(match.is_refused for match in matches):
        return Finding(field, text, matches)
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    kinds = [match.kind.value for match in matches]
    signed = salted_hmac(__name__, json.dumps([str(by.id), field, kinds, plain]), algorithm="sha256").hexdigest()
    return Finding(field, text, matches, signed)
