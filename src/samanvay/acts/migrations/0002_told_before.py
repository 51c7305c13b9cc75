"""What was told as an event before receivers were asked stands as a declared act; duties that it ended stay ended."""

import sys

from django.db import migrations

# An event that told of several persons at once becomes one act of the case: of whom it was, nobody wrote down.
ACTS = """
insert into acts_act (
    id, version, readers, home_unit, home_state, submission_id, captured_at, device, form_version,
    case_id, person_id, case_number, noun, no, code, made_by, maker_unit, maker_role, hands, receiver_unit,
    happened_earliest, happened_latest, happened_said, happened_at, place_id, reference, details, note,
    state, state_since, declared_at, another_than, answered_by, answered_at, answer_reference, answer_at, answer_words,
    attested_by, attested_at, attested_document, withdraw_reason, is_from_before
)
select gen_random_uuid(), 1, e.readers, e.home_unit, e.home_state, e.id, e.captured_at, e.device, e.form_version,
       e.case_id, null, c.number, '', null,
       case e.kind when 'cwc' then 'produced' when 'shelter' then 'placed' when 'medical' then 'medical_care'
                   else 'restored' end,
       e.recorded_by, e.home_unit, '', array[e.recorded_by], null,
       e.occurred_earliest, e.occurred_latest, e.occurred_said, null, e.place_id, '',
       case when e.people is null then '{}'::jsonb else jsonb_build_object('people', e.people) end, e.note,
       'declared', e.recorded_at, e.recorded_at, null, null, null, '', null, '', null, null, null, '', true
  from cases_caseevent e join cases_case c on c.id = e.case_id
 where e.kind in ('cwc', 'shelter', 'medical', 'restored') and e.voided_at is null
   and not exists (select from acts_act a where a.submission_id = e.id and a.made_by = e.recorded_by)
"""
DUTIES = """
update duties_duty set proof = trim('Before confirmation was asked. ' || proof), version = version + 1
 where kind = 'case:before_cwc' and done_at is not null and not starts_with(proof, 'Before confirmation was asked.')
"""
COUNTED = "select code, count(*) from acts_act where is_from_before group by code order by code"


def carry_over(cursor):
    """Make the acts, mark the duties and return how many acts of each code stand, and how many duties are marked."""
    cursor.execute(ACTS)
    cursor.execute(DUTIES)
    duties = cursor.rowcount
    cursor.execute(COUNTED)
    return dict(cursor.fetchall()), duties


def forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("select set_config('sam.op', gen_random_uuid()::text, true)")
        cursor.execute("select set_config('sam.audiences', '{0}', true)")
        acts, duties = carry_over(cursor)
        cursor.execute("select set_config('sam.op', '', true), set_config('sam.audiences', '', true)")
    if acts or duties:
        said = ", ".join(f"{count} {code}" for code, count in acts.items())
        sys.stdout.write(f"\n    acts told before, declared: {said or 'none'}; duties that stay ended: {duties}\n")


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0001_acts"),
        ("cases", "0003_provisions"),
        ("duties", "0004_machinery"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
