"""What the register of nodal officers asks of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

VERIFY = register_kind(
    "contact:verify",
    "Verify nodal officers' offices",
    "नोडल अधिकारियों के कार्यालय सत्यापित करना",
    closes_itself=True,
    link_words=Bilingual("See the register", "सूची देखें"),
)
