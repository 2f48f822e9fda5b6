"""What every table stands on: two extensions and the table of the cache that processes share."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(
            """CREATE TABLE core_cache (
                   cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
               );
               CREATE INDEX core_cache_expires ON core_cache (expires);""",
            "DROP TABLE core_cache",
        ),
    ]
