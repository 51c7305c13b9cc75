import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        ("access", "0002_shared_cache"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("voided_by", models.UUIDField(blank=True, null=True)),
                ("void_reason", models.TextField(blank=True)),
                ("employee_no", models.CharField(max_length=32)),
                ("home_state", models.CharField(max_length=6)),
                ("name", models.CharField(max_length=120)),
                ("name_hi", models.CharField(blank=True, max_length=120)),
                ("rank", models.CharField(blank=True, max_length=60)),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male"), ("other", "Other")],
                        max_length=8,
                    ),
                ),
                ("phone", models.CharField(blank=True, help_text="E.164", max_length=16)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("hi", "हिन्दी")], default="hi", max_length=2),
                ),
                ("service", models.CharField(blank=True, max_length=60)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officer",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=120)),
                ("name_hi", models.CharField(blank=True, max_length=120)),
                (
                    "lgd",
                    models.IntegerField(blank=True, help_text="code of the Local Government Directory", null=True),
                ),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.place",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.place",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.place",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlaceChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("split", "Split"),
                            ("merged", "Merged"),
                            ("renamed", "Renamed"),
                            ("moved", "Moved"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on", models.DateField(help_text="first day on which the change holds")),
                ("name_before", models.CharField(blank=True, max_length=120)),
                ("name_hi_before", models.CharField(blank=True, max_length=120)),
                ("name_after", models.CharField(blank=True, max_length=120)),
                ("order_no", models.CharField(blank=True, help_text="notification or order", max_length=80)),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_from",
                        to="directory.place",
                    ),
                ),
                (
                    "parent_after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.place",
                    ),
                ),
                (
                    "parent_before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.place",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(choices=[("former", "Former"), ("other", "Other")], max_length=8)),
                ("name", models.CharField(max_length=120)),
                ("name_hi", models.CharField(blank=True, max_length=120)),
                ("since_earliest", models.DateField(blank=True, null=True)),
                ("since_latest", models.DateField(blank=True, null=True)),
                ("since_said", models.CharField(blank=True, default="", max_length=120)),
                ("until_earliest", models.DateField(blank=True, null=True)),
                ("until_latest", models.DateField(blank=True, null=True)),
                ("until_said", models.CharField(blank=True, default="", max_length=120)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="other_names",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("audience", models.IntegerField(unique=True)),
                (
                    "code",
                    models.CharField(help_text="stable, as police:ahtu:180", max_length=80, unique=True),
                ),
                ("compartment", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=160)),
                ("name_hi", models.CharField(blank=True, max_length=160)),
                ("home_state", models.CharField(max_length=6)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "stale_readers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.unit",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units_seated",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("voided_by", models.UUIDField(blank=True, null=True)),
                ("void_reason", models.TextField(blank=True)),
                ("role", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, help_text="last day", null=True)),
                ("order_no", models.CharField(blank=True, max_length=80)),
                (
                    "grant",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posting",
                        to="access.grant",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="directory.officer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Jurisdiction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jurisdictions",
                        to="directory.place",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jurisdictions",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "code",
                    models.CharField(help_text="stable, as railway_station:BSB", max_length=120, unique=True),
                ),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=160)),
                ("name_hi", models.CharField(blank=True, max_length=160)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.place",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilities",
                        to="directory.place",
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilities",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("renamed", "Renamed"),
                            ("moved", "Moved"),
                            ("closed", "Closed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on", models.DateField()),
                ("name_before", models.CharField(blank=True, max_length=160)),
                ("name_hi_before", models.CharField(blank=True, max_length=160)),
                ("name_after", models.CharField(blank=True, max_length=160)),
                ("order_no", models.CharField(blank=True, max_length=80)),
                (
                    "parent_after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "parent_before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="officer",
            index=models.Index(fields=["name", "id"], name="directory_officer_name"),
        ),
        migrations.AddIndex(
            model_name="officer",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="directory_officer_trgm",
            ),
        ),
        migrations.AddIndex(
            model_name="officer",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name_hi"), name="gin_trgm_ops"
                ),
                name="directory_officer_trgm_hi",
            ),
        ),
        migrations.AddIndex(
            model_name="officer",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("employee_no"), name="gin_trgm_ops"
                ),
                name="directory_officer_trgm_no",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_officer_guard"),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("home_state", "employee_no"),
                name="directory_officer_number",
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["kind", "name"], name="directory_place_kind"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["state", "kind", "name"], name="directory_place_state"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_place_guard"),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_groupmember_guard"),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="directory_groupmember_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("group", "member"),
                name="directory_groupmember_once",
            ),
        ),
        migrations.AddIndex(
            model_name="placechange",
            index=models.Index(fields=["place", "on"], name="directory_change_place"),
        ),
        migrations.AddConstraint(
            model_name="placechange",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_placechange_guard"),
        ),
        migrations.AddConstraint(
            model_name="placename",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_placename_guard"),
        ),
        migrations.AddConstraint(
            model_name="placename",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("since_earliest__isnull", False),
                        ("since_earliest__lte", models.F("since_latest")),
                        ("since_latest__isnull", False),
                    ),
                    models.Q(("since_earliest__isnull", True), ("since_latest__isnull", True)),
                    _connector="OR",
                ),
                name="directory_placename_since",
            ),
        ),
        migrations.AddConstraint(
            model_name="placename",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("until_earliest__isnull", False),
                        ("until_earliest__lte", models.F("until_latest")),
                        ("until_latest__isnull", False),
                    ),
                    models.Q(("until_earliest__isnull", True), ("until_latest__isnull", True)),
                    _connector="OR",
                ),
                name="directory_placename_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="placename",
            constraint=models.UniqueConstraint(fields=("place", "name", "kind"), name="directory_placename_once"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["compartment", "kind", "name"], name="directory_unit_kind"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["home_state", "compartment"], name="directory_unit_state"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_unit_guard"),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["unit", "role"], name="directory_posting_unit"),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["officer", "since"], name="directory_posting_officer"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_posting_guard"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="directory_posting_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="jurisdiction",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_jurisdiction_guard"),
        ),
        migrations.AddConstraint(
            model_name="jurisdiction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="directory_jurisdiction_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="jurisdiction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("unit", "place"),
                name="directory_jurisdiction_once",
            ),
        ),
        migrations.AddIndex(
            model_name="facility",
            index=models.Index(fields=["district", "kind"], name="directory_facility_where"),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_facility_guard"),
        ),
        migrations.AddIndex(
            model_name="unitchange",
            index=models.Index(fields=["unit", "on"], name="directory_unitchange_unit"),
        ),
        migrations.AddConstraint(
            model_name="unitchange",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="directory_unitchange_guard"),
        ),
    ]
