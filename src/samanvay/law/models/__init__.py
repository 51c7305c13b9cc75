from .check import LawCheck
from .digest_choice import LawDigestChoice
from .draft import LawDraft
from .entry import LawEdition, LawEntry
from .question import LawAnswer, LawQuestion

__all__ = ["LawAnswer", "LawCheck", "LawDigestChoice", "LawDraft", "LawEdition", "LawEntry", "LawQuestion"]
