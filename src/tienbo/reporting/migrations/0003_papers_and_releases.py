import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('register', '0001_initial'),
        ('reporting', '0002_successors_and_history'),
    ]

    operations = [
        # What a paper bore stood in the register alone; the rows are filled once, their trigger away.
        pgtrigger.migrations.RemoveTrigger(model_name='signedpaper', name='append_only'),
        migrations.AddField(
            model_name='signedpaper',
            name='number',
            field=models.CharField(default='', max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='signedpaper',
            name='signed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='signedpaper',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.RunSQL(
            """
            UPDATE reporting_signedpaper paper
            SET number = document.number, signed_on = document.issued_on, file_id = document.file_id
            FROM register_officialdocument document WHERE document.id = paper.document_id;
            SET CONSTRAINTS ALL IMMEDIATE;
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(model_name='signedpaper', name='signed_on', field=models.DateField()),
        pgtrigger.migrations.AddTrigger(
            model_name='signedpaper',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e5374dc48d3ef53789cd8893fb78073e8650ea2a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2799', table='reporting_signedpaper', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='issuedfile',
            name='number',
            field=models.CharField(blank=True, default='', max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='issuedfile',
            name='signed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='issuedfile',
            name='signer',
            field=models.CharField(blank=True, default='', max_length=120),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name='issuedfile', name='issued_file_one_per_version_and_format'),
        migrations.AddConstraint(
            model_name='issuedfile',
            constraint=models.UniqueConstraint(condition=models.Q(('number', '')), fields=('version', 'format'), name='issued_file_once_as_it_was_sent'),
        ),
        migrations.AddConstraint(
            model_name='issuedfile',
            constraint=models.UniqueConstraint(fields=('version', 'format', 'number', 'signed_on', 'signer'), name='issued_file_once_per_imprint'),
        ),
        migrations.AddConstraint(
            model_name='issuedfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', ''), ('signed_on__isnull', True), ('signer', '')), models.Q(models.Q(('number', ''), _negated=True), ('signed_on__isnull', False)), _connector='OR'), name='issued_file_number_with_its_day'),
        ),
    ]
