"""The sheets of members as kinds of import: some members, or the whole roll of the units that a sheet names."""

from samanvay.access.permissions import Permission
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from .actions.sheets import close_leavers, reopen_leavers, revert_members, write_members
from .import_spec import members_spec
from .policies import may_keep_roll


def require_members(actor: Actor, home_state: str) -> None:
    """Refuse those who do not keep the roll of members; a unit that keeps its own takes in its own sheet."""
    may_keep_roll(actor)


MEMBERS = register_import(
    ImportKind(
        code="members",
        words=Bilingual("Members to be trained", "प्रशिक्षण हेतु सदस्य"),
        explanation=Bilingual(
            "A sheet of the personnel office with number, name and unit: new members are added, existing "
            "ones are updated and transferred. Members who are not in the sheet stay.",
            "कार्मिक कार्यालय की संख्या, नाम और इकाई वाली तालिका: नए सदस्य जुड़ते हैं, पुराने अद्यतन और स्थानांतरित होते हैं। "
            "जो इसमें नहीं हैं, वे बने रहते हैं।",
        ),
        require=require_members,
        spec=members_spec,
        write=write_members,
        revert=revert_members,
        permission=Permission.ROSTER_WRITE,
    )
)
WHOLE = register_import(
    ImportKind(
        code="members_whole",
        words=Bilingual("Members: whole roll of units", "सदस्य: इकाइयों की पूर्ण सूची"),
        explanation=Bilingual(
            "A complete sheet of members: in each unit that it names, members who are not in the sheet are "
            "closed. Nobody is closed while a row has an error.",
            (
                "सदस्यों की पूर्ण तालिका: इसमें दी गई इकाइयों के जो सदस्य तालिका में नहीं हैं, वे बंद हो जाएँगे। "
                "जब तक किसी पंक्ति में त्रुटि है, कोई बंद नहीं होता।"
            ),
        ),
        require=require_members,
        spec=members_spec,
        write=write_members,
        revert=revert_members,
        finish=close_leavers,
        reopen=reopen_leavers,
        permission=Permission.ROSTER_WRITE,
    )
)
