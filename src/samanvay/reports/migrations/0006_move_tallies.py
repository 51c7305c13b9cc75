"""Move what the cases say out of the figures; figures that held nothing else go."""

from django.db import migrations

MOVE = """
select set_config('sam.op', gen_random_uuid()::text, true);

insert into reports_casecount (id, version, readers, home_unit, home_state, report_id, figure, sex, band, number)
select gen_random_uuid(), 1, report.readers, report.home_unit, report.home_state, report.id,
       figure.figure, figure.sex, figure.band, figure.tally
from reports_figure figure join reports_situationreport report on report.id = figure.report_id
where figure.tally is not null;

delete from reports_figure where number is null;
update reports_figure set tally = null where tally is not null;

select set_config('sam.op', '', true);
"""

# Back: the figures that nobody said are made anew from the cases by the first change of one.
BACK = """
select set_config('sam.op', gen_random_uuid()::text, true);

update reports_figure figure set tally = counted.number
from reports_casecount counted
where counted.report_id = figure.report_id
  and (counted.figure, counted.sex, counted.band) = (figure.figure, figure.sex, figure.band);

delete from reports_casecount;

select set_config('sam.op', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_case_counts")]
    operations = [migrations.RunSQL(MOVE, BACK)]
