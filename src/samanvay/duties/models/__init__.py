from .duty import Duty
from .notice import Heartbeat, Notice

__all__ = ["Duty", "Heartbeat", "Notice"]
