from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="custodyentry",
            name="reason",
            field=models.BinaryField(db_default=b"", default=b""),
        ),
        migrations.AddField(
            model_name="custodyentry",
            name="sha256",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="document",
            name="of",
            field=models.CharField(db_default="case", default="case", max_length=8),
        ),
        migrations.AddField(
            model_name="document",
            name="replaces",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="scan",
            field=models.CharField(db_default="unscanned", default="unscanned", max_length=10),
        ),
        migrations.AddField(
            model_name="document",
            name="scanned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["record_id", "sha256"], name="documents_document_same"),
        ),
    ]
