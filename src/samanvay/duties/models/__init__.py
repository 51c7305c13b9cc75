from ..machinery.models import Heartbeat, RoundPart
from .duty import Duty
from .mail_choice import MailChoice
from .notice import Notice
from .remark import Remark
from .text_message import TextMessage

__all__ = ["Duty", "Heartbeat", "MailChoice", "Notice", "Remark", "RoundPart", "TextMessage"]
