"""Proposals with their part of a text; letters with their words for searching."""

from django.db import migrations, models

from tienbo.core.vietnamese import search_key


def fill(apps, schema_editor) -> None:
    """The words of letters that stand already."""
    for letter in apps.get_model("guidance", "Letter").objects.order_by("pk").iterator():
        letter.search_key = search_key(f"{letter.number} {letter.subject} {letter.text}")
        letter.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="search_key",
            field=models.TextField(db_collation="C", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposal",
            name="part",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
