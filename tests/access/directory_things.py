"""Places, units, officers and imports, for the addresses of the directory.

Every officer may see every entry of the directory, so a foreign one is none at all; imports have readers.
"""

from typing import Any

from things import OWN, thing

from samanvay.directory.officers.actions.accounts import open_account, reset_sign_in
from samanvay.directory.officers.actions.officers import add_officer
from samanvay.directory.officers.actions.postings import post_officer
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.queries import unit_of
from samanvay.documents.importing.actions import stage_file
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.ids import uuid7


def _is_own(audience: int) -> bool:
    return unit_of(audience).name == OWN


@thing("place")
def place(audience: int) -> dict[str, Any]:
    """Keep a district."""
    return {"key": keep_place(by=SYSTEM, key="district:180").key if _is_own(audience) else "district:none"}


@thing("group of districts")
def group(audience: int) -> dict[str, Any]:
    """Keep a group of districts."""
    key = "region:up-nepal-border"
    return {"key": keep_place(by=SYSTEM, key=key).key if _is_own(audience) else "region:none"}


@thing("unit")
def unit(audience: int) -> dict[str, Any]:
    """Name the personas' own unit."""
    return {"key": unit_of(audience).id if _is_own(audience) else uuid7()}


def _officer() -> Any:
    return add_officer(by=SYSTEM, employee_no=f"M-{uuid7().hex[-8:]}", home_state="IN-UP", name="Matrix Officer")


@thing("officer")
def officer(audience: int) -> dict[str, Any]:
    """Add an officer who does not sign in yet."""
    return {"key": _officer().id if _is_own(audience) else uuid7()}


@thing("officer with a sign-in")
def officer_with_account(audience: int) -> dict[str, Any]:
    """Add an officer with an account."""
    made = _officer()
    open_account(by=SYSTEM, officer=made)
    return {"key": made.id if _is_own(audience) else uuid7()}


@thing("officer to confirm")
def officer_to_confirm(audience: int) -> dict[str, Any]:
    """Reset the sign-in of an officer of the unit's help desk."""
    if not _is_own(audience):
        return {"key": uuid7()}
    made = _officer()
    post_officer(by=SYSTEM, officer=made, unit=unit_of(audience), role="women_help_desk")
    user = open_account(by=SYSTEM, officer=made)
    reset_sign_in(by=SYSTEM, officer=made, reason="first")
    return {"key": user.id}


@thing("posting")
def posting(audience: int) -> dict[str, Any]:
    """Post an officer to the unit."""
    if not _is_own(audience):
        return {"key": uuid7()}
    made = post_officer(by=SYSTEM, officer=_officer(), unit=unit_of(audience), role="station_officer")
    return {"key": made.id}


def _import(audience: int) -> Any:
    name = unit_of(audience).name
    content = f"Employee number,Name,Unit,Role\nX-1,Asha Rani,{name},SHO\nX-2,,{name},SHO\n".encode()
    return stage_file(by=SYSTEM, kind="officers", content=content, file_name="list.csv", audience=audience)


@thing("import")
def import_run(audience: int) -> dict[str, Any]:
    """Stage a list with one good row."""
    return {"key": _import(audience).id}


@thing("import row")
def import_row(audience: int) -> dict[str, Any]:
    """Stage a list with a row to be mended."""
    return {"key": _import(audience).id, "number": 3}


@thing("page of help")
def page_of_help(audience: int) -> dict[str, Any]:
    """Name a page that help tells of."""
    return {"name": "cases"}


@thing("guide of a post")
def guide_of_a_post(audience: int) -> dict[str, Any]:
    """Name the role of a guide."""
    return {"role": "police_chief"}
