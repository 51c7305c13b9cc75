"""A small course of two modules, taken in beside the law, and officers of some roles who learn and teach it."""

from pathlib import Path

from factories import make_officer
from samanvay.access.models import User
from samanvay.directory.models import Unit
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.law.loading import load_library
from samanvay.training.library.loading import load_courses
from samanvay.training.models import Course

COURSES = Path(__file__).parent / "courses"
CODE = "first_hours"


def course_taken_in(folder: Path = COURSES) -> Course:
    """Take in the law and the courses of a folder; return the small one."""
    load_library()
    load_courses(folder=folder)
    with reading(SYSTEM):
        return Course.objects.get(code=CODE)


def unit() -> Unit:
    """Make the unit at which all of them serve."""
    return create_unit(by=SYSTEM, kind="state_police", name="State", code="training:state", home_state="IN-UP")


def officer(role: str, at: Unit, name: str = "") -> User:
    """Post somebody in a role."""
    login = name or f"training-{role}"
    return make_officer(login, role, at.audience, name=login.replace("-", " ").title(), is_persona=True)
