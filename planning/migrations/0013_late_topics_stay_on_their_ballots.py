"""Where topics were proposed once voting had opened, they were on the ballot until now: there they stay."""

from django.db import migrations
from django.db.models import F


def let_late_topics_in(apps, schema_editor):
    Topic = apps.get_model('planning', 'Topic')
    late = Topic.objects.filter(proposed_at__gte=F('event__voting_opens_at'))
    apps.get_model('planning', 'Event').objects.filter(pk__in=late.values('event')).update(late_topics='on-ballot')


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0012_closed_tallies_and_late_topics'),
    ]

    operations = [migrations.RunPython(let_late_topics_in, migrations.RunPython.noop, elidable=False)]
