"""Dates as people know them: a day, a month, "about 2019", "last week", kept with what was said.

`PartialDate` is the value, `PartialDateColumns` declares it on a model (three columns, one attribute),
`PartialDateField` is the text input of a form.
"""

from samanvay.kernel.dates.columns import PartialDateAttribute as PartialDateAttribute
from samanvay.kernel.dates.columns import PartialDateColumns as PartialDateColumns
from samanvay.kernel.dates.columns import partial_date_fields as partial_date_fields
from samanvay.kernel.dates.columns import partial_date_order as partial_date_order
from samanvay.kernel.dates.forms import PartialDateField as PartialDateField
from samanvay.kernel.dates.order import refuse_if_certainly_out_of_order as refuse_if_certainly_out_of_order
from samanvay.kernel.dates.partial import DateError as DateError
from samanvay.kernel.dates.partial import PartialDate as PartialDate
from samanvay.kernel.dates.partial import Precision as Precision
from samanvay.kernel.dates.reading import DateReading as DateReading
from samanvay.kernel.dates.reading import read_date as read_date
