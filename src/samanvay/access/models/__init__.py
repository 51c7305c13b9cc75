from .box import Box, BoxPast
from .code import SignInCode
from .device import Device, DeviceCode
from .glass import GlassBreak
from .grant import Grant
from .key import DataKey, Erasure
from .proposal import Proposal
from .search_token import SearchToken
from .team import TeamMember
from .token import ApiToken, ApiTokenUse
from .user import User

__all__ = [
    "ApiToken",
    "ApiTokenUse",
    "Box",
    "BoxPast",
    "DataKey",
    "Device",
    "DeviceCode",
    "Erasure",
    "GlassBreak",
    "Grant",
    "Proposal",
    "SearchToken",
    "SignInCode",
    "TeamMember",
    "User",
]
