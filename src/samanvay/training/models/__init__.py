from .calibration import Calibration
from .certificate import Certificate
from .course import Course, CourseEdition
from .file import LessonFile
from .flag import ModuleFlag
from .item import Item, ItemEdition
from .member import Member
from .person import ResourcePerson, TeachingRating
from .progress import Progress
from .sitting import Answer, ItemRuling, Seats, Sitting

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
