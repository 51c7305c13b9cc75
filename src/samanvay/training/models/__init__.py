from .course import Course, CourseEdition
from .file import LessonFile
from .flag import ModuleFlag
from .item import Item, ItemEdition
from .person import ResourcePerson, TeachingRating
from .progress import Progress

__all__ = [
    "Course",
    "CourseEdition",
    "Item",
    "ItemEdition",
    "LessonFile",
    "ModuleFlag",
    "Progress",
    "ResourcePerson",
    "TeachingRating",
]
