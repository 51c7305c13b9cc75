"""What requests ask of people: to help, to run after an answer from outside, to confirm one."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

_TO_REQUEST = Bilingual("See the request", "अनुरोध देखें")

HELP = register_kind(
    "request:help", "Help another district", "दूसरे जनपद की सहायता", closes_itself=True, link_words=_TO_REQUEST
)
CHASE = register_kind(
    "request:chase",
    "Get the answer of an office outside",
    "बाहर के कार्यालय से उत्तर लेना",
    closes_itself=True,
    link_words=_TO_REQUEST,
)
CONFIRM = register_kind(
    "request:confirm",
    "Confirm an answer that came from outside",
    "बाहर से आए उत्तर की पुष्टि",
    closes_itself=True,
    link_words=_TO_REQUEST,
)
