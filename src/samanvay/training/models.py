from .courses.models.course import Course, CourseEdition
from .courses.models.file import LessonFile
from .courses.models.flag import ModuleFlag
from .courses.models.item import Item, ItemEdition
from .courses.models.progress import Progress
from .examining.models.calibration import Calibration
from .examining.models.certificate import Certificate
from .examining.models.sitting import Answer, ItemRuling, Seats, Sitting
from .roll.models.member import Member
from .roll.models.person import ResourcePerson, TeachingRating

__all__ = [
    "Answer",
    "Calibration",
    "Certificate",
    "Course",
    "CourseEdition",
    "Item",
    "ItemEdition",
    "ItemRuling",
    "LessonFile",
    "Member",
    "ModuleFlag",
    "Progress",
    "ResourcePerson",
    "Seats",
    "Sitting",
    "TeachingRating",
]
