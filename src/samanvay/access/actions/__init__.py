"""What changes users, grants, devices and tokens: one function an intention, each with its event."""

from .agreeing import accept, agree
from .confirming import confirm_sign_in, deny_sign_in
from .devices import (
    change_pin,
    give_device_code,
    register_device,
    revoke_device,
    sign_in_with_pin,
    unlock_device,
)
from .proposing import lapse, propose, refuse, withdraw
from .resetting import choose_password, end_lock_out, reset_sign_in
from .signing import (
    change_password,
    end_session,
    record_failed_sign_in,
    record_lock_out,
    record_second_factor,
    record_sign_in,
    record_sign_out,
)
from .tokens import issue_token, make_client, revoke_token
from .users import choose_language, close_user, create_user, end_grant, give_grant, propose_end

__all__ = [
    "accept",
    "agree",
    "change_password",
    "change_pin",
    "choose_language",
    "choose_password",
    "close_user",
    "confirm_sign_in",
    "create_user",
    "deny_sign_in",
    "end_grant",
    "end_lock_out",
    "end_session",
    "give_device_code",
    "give_grant",
    "issue_token",
    "lapse",
    "make_client",
    "propose",
    "propose_end",
    "record_failed_sign_in",
    "record_lock_out",
    "record_second_factor",
    "record_sign_in",
    "record_sign_out",
    "refuse",
    "register_device",
    "reset_sign_in",
    "revoke_device",
    "revoke_token",
    "sign_in_with_pin",
    "unlock_device",
    "withdraw",
]
