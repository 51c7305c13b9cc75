from .boxes.models.box import Box, BoxPast
from .boxes.models.glass import GlassBreak
from .boxes.models.key import DataKey, Erasure
from .boxes.models.search_token import SearchToken
from .boxes.models.team import TeamMember
from .devices.models import Device, DeviceCode
from .proposals.models import Proposal
from .signin.models import SignInCode
from .tokens.models import ApiToken, ApiTokenUse
from .users.models.grant import Grant
from .users.models.user import User

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
