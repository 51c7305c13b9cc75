"""PFIF, the People Finder Interchange Format (zesty.ca/pfif): 1.1 to 1.4 read, 1.4 written. Pure: no database, no net.

Missing persons' registers after disasters speak it. It is public by design, so here it is an edge alone: what comes in
is sealed, what goes out was approved for it and ends on a day.
"""

from .fields import NOTE_FIELDS as NOTE_FIELDS
from .fields import PERSON_FIELDS as PERSON_FIELDS
from .fields import PLACEHOLDER_FIELDS as PLACEHOLDER_FIELDS
from .reading import NotPfif as NotPfif
from .reading import PersonRecord as PersonRecord
from .reading import read_pfif as read_pfif
from .writing import write_pfif as write_pfif
