from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0003_papers_and_releases'),
    ]

    operations = [
        # What was sent before keeps the scheme under which it was sent.
        migrations.AddField(
            model_name='reportversion',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='reportversion',
            name='nonce_totals',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
    ]
