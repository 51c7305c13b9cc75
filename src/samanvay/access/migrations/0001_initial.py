import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=80)),
                ("audience", models.IntegerField()),
                (
                    "permissions",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_by", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("username", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("name_hi", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("hi", "हिन्दी")], default="en", max_length=2),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "is_persona",
                    models.BooleanField(default=False, help_text="of the demonstration; refused in production"),
                ),
                (
                    "is_client",
                    models.BooleanField(default=False, help_text="a machine: comes by token, never by password"),
                ),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "constraints": [samanvay.kernel.db.constraints.WriteGuard(name="access_user_guard")],
            },
        ),
        migrations.CreateModel(
            name="ApiTokenUse",
            fields=[
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="use",
                        serialize=False,
                        to="access.apitoken",
                    ),
                ),
                ("last_used_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="apitoken",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="api_tokens", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Box",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("home_unit", models.IntegerField(help_text="audience of the unit that the row belongs to")),
                ("home_state", models.CharField(help_text="ISO 3166-2 code, as IN-UP", max_length=6)),
                ("record_id", models.UUIDField()),
                ("subject_id", models.UUIDField()),
                ("group", models.CharField(max_length=16)),
                ("data_key", models.UUIDField(unique=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("content", models.BinaryField()),
                ("needs_two", models.BooleanField(default=False)),
                ("sealed_by", models.UUIDField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["record_id"], name="access_box_record")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="access_box_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="access_box_rows"),
                    models.UniqueConstraint(fields=("subject_id", "group"), name="access_box_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoxPast",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("home_unit", models.IntegerField(help_text="audience of the unit that the row belongs to")),
                ("home_state", models.CharField(help_text="ISO 3166-2 code, as IN-UP", max_length=6)),
                ("edition", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("replaced_by", models.UUIDField()),
                ("replaced_at", models.DateTimeField()),
                ("reason", models.TextField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="past", to="access.box"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField(db_index=True)),
                ("key_no", models.SmallIntegerField()),
                ("wrapped", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["key_no", "id"], name="access_datakey_rotation")],
                "constraints": [samanvay.kernel.db.constraints.WriteGuard(name="access_datakey_guard")],
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("audience", models.IntegerField(help_text="audience of the unit that registered it")),
                ("label", models.CharField(max_length=60)),
                ("secret_hash", models.CharField(max_length=64)),
                ("pin_hash", models.CharField(max_length=160)),
                ("registered_by", models.UUIDField()),
                ("registered_at", models.DateTimeField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("locked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_by", models.UUIDField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="devices", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeviceCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("audience", models.IntegerField(help_text="audience of the unit whose officer gave the code")),
                ("code_hash", models.CharField(max_length=64)),
                ("made_by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("subject_id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
                ("op", models.UUIDField()),
                ("reason", models.CharField(max_length=16)),
            ],
            options={
                "constraints": [samanvay.kernel.db.constraints.WriteGuard(name="access_erasure_guard")],
            },
        ),
        migrations.CreateModel(
            name="GlassBreak",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("home_unit", models.IntegerField(help_text="audience of the unit that the row belongs to")),
                ("home_state", models.CharField(help_text="ISO 3166-2 code, as IN-UP", max_length=6)),
                ("record_id", models.UUIDField()),
                ("subject_id", models.UUIDField()),
                ("owner", models.UUIDField(blank=True, null=True)),
                ("by", models.UUIDField()),
                ("by_unit", models.IntegerField()),
                ("reason", models.TextField()),
                ("state", models.CharField(max_length=8)),
                ("asked_at", models.DateTimeField()),
                (
                    "approvers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "box",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.box"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("audience", models.IntegerField()),
                ("compartment", models.CharField(max_length=16)),
                ("home_state", models.CharField(max_length=6)),
                ("role", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants_held",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchToken",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("home_unit", models.IntegerField(help_text="audience of the unit that the row belongs to")),
                ("home_state", models.CharField(help_text="ISO 3166-2 code, as IN-UP", max_length=6)),
                ("record_id", models.UUIDField(db_index=True)),
                ("subject_id", models.UUIDField()),
                ("group", models.CharField(max_length=16)),
                ("token_no", models.SmallIntegerField()),
                ("tokens", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["tokens"], name="access_searchtoken_tokens"
                    )
                ],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="access_searchtoken_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="access_searchtoken_rows"),
                    models.UniqueConstraint(fields=("subject_id", "group"), name="access_searchtoken_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("home_unit", models.IntegerField(help_text="audience of the unit that the row belongs to")),
                ("home_state", models.CharField(help_text="ISO 3166-2 code, as IN-UP", max_length=6)),
                ("record_id", models.UUIDField()),
                ("role", models.CharField(max_length=16)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("named_by", models.UUIDField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="access_apitoken_guard"),
        ),
        migrations.AddConstraint(
            model_name="boxpast",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="access_boxpast_guard"),
        ),
        migrations.AddConstraint(
            model_name="boxpast",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="access_boxpast_rows"),
        ),
        migrations.AddConstraint(
            model_name="boxpast",
            constraint=models.UniqueConstraint(fields=("box", "edition"), name="access_boxpast_once"),
        ),
        migrations.AddIndex(
            model_name="device",
            index=models.Index(fields=["audience", "-registered_at"], name="access_device_unit"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="access_device_guard"),
        ),
        migrations.AddIndex(
            model_name="devicecode",
            index=models.Index(fields=["user", "-made_at"], name="access_devicecode_user"),
        ),
        migrations.AddConstraint(
            model_name="devicecode",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="access_devicecode_guard"),
        ),
        migrations.AddIndex(
            model_name="glassbreak",
            index=models.Index(fields=["by", "asked_at"], name="access_glassbreak_by"),
        ),
        migrations.AddIndex(
            model_name="glassbreak",
            index=models.Index(fields=["record_id", "asked_at"], name="access_glassbreak_record"),
        ),
        migrations.AddConstraint(
            model_name="glassbreak",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="access_glassbreak_guard"),
        ),
        migrations.AddConstraint(
            model_name="glassbreak",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="access_glassbreak_rows"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["user", "since"], name="access_grant_user"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["audience", "role"], name="access_grant_unit"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="access_grant_guard"),
        ),
        migrations.AddIndex(
            model_name="teammember",
            index=models.Index(fields=["record_id", "since"], name="access_teammember_record"),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="access_teammember_guard"),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="access_teammember_rows"),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)), fields=("record_id", "user"), name="access_teammember_once"
            ),
        ),
    ]
