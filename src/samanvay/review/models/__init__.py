from .meeting import CaseMeeting

__all__ = ["CaseMeeting"]
