"""Tasks with their part of a text, their words for searching, and what was ever said about them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from tienbo.core.vietnamese import search_key


def fill(apps, schema_editor) -> None:
    """The words of tasks that stand already, and the last result of each, the only one that was kept."""
    Task, Result = apps.get_model("tasks", "Task"), apps.get_model("tasks", "Result")
    for task in Task.objects.order_by("pk").iterator():
        task.search_key = search_key(task.text)
        task.save(update_fields=["search_key"])
        if task.result:
            Result.objects.create(
                task=task,
                revision=task.revision,
                text=task.result,
                evidence=task.evidence,
                evidence_file=task.evidence_file,
                at=task.done_at or task.created_at,
                by_uid=task.done_by_uid,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("tasks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="part",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="task",
            name="search_key",
            field=models.TextField(db_collation="C", default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("evidence", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by_uid", models.UUIDField(null=True)),
                (
                    "evidence_file",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="tasks.task"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("task", "revision"), name="result_one_per_task_and_revision")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3c1d3540c6c4c671f0fd69faf095851863fcd363",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3a56d",
                    table="tasks_result",
                    when="BEFORE",
                ),
            ),
        ),
    ]  # fmt: skip
