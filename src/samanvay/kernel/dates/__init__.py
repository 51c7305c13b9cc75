"""Dates as people know them: a day, a month, "about 2019", "last week", kept with what was said.

`PartialDate` is the value, `PartialDateColumns` declares it on a model (three columns, one attribute),
`PartialDateField` is the text input of a form. A day or an instant is taken in by `DayField`, `InstantField`,
`read_day` and `read_instant`, and by no other way: these hold it against the years that the house knows.
"""

from samanvay.kernel.dates.bounds import bounded_day as bounded_day
from samanvay.kernel.dates.bounds import bounded_instant as bounded_instant
from samanvay.kernel.dates.bounds import captured_instant as captured_instant
from samanvay.kernel.dates.bounds import read_day as read_day
from samanvay.kernel.dates.bounds import read_instant as read_instant
from samanvay.kernel.dates.columns import PartialDateAttribute as PartialDateAttribute
from samanvay.kernel.dates.columns import PartialDateColumns as PartialDateColumns
from samanvay.kernel.dates.columns import partial_date_fields as partial_date_fields
from samanvay.kernel.dates.columns import partial_date_order as partial_date_order
from samanvay.kernel.dates.forms import CapturedAtField as CapturedAtField
from samanvay.kernel.dates.forms import DayField as DayField
from samanvay.kernel.dates.forms import InstantField as InstantField
from samanvay.kernel.dates.forms import PartialDateField as PartialDateField
from samanvay.kernel.dates.order import refuse_if_certainly_out_of_order as refuse_if_certainly_out_of_order
from samanvay.kernel.dates.partial import DateError as DateError
from samanvay.kernel.dates.partial import PartialDate as PartialDate
from samanvay.kernel.dates.partial import Precision as Precision
from samanvay.kernel.dates.reading import DateReading as DateReading
from samanvay.kernel.dates.reading import read_date as read_date
