from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0001_initial'),
        ('retros', '0004_agenda'),
    ]

    operations = [
        migrations.AddField(
            model_name='demo',
            name='added_seconds',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='demo',
            name='planned_seconds',
            field=models.PositiveIntegerField(editable=False, help_text='Its minutes when it began, before any were added.', null=True),
        ),
        migrations.AddField(
            model_name='demo',
            name='running_since',
            field=models.DateTimeField(editable=False, help_text='Empty while it is paused.', null=True),
        ),
        migrations.AddField(
            model_name='demo',
            name='state',
            field=models.CharField(choices=[('waiting', 'to come'), ('present', 'now'), ('shown', 'shown'), ('skipped', 'skipped')], default='waiting', editable=False, max_length=7),
        ),
        migrations.AddField(
            model_name='demo',
            name='used_seconds',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='Up to the last pause.'),
        ),
        migrations.AddField(
            model_name='reviewmeeting',
            name='began_at',
            field=models.DateTimeField(editable=False, help_text='When the first demo began.', null=True),
        ),
        migrations.AddField(
            model_name='reviewmeeting',
            name='ended_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='reviewmeeting',
            name='moves',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='How often the timer was used: each use names the number it saw.'),
        ),
        migrations.AddConstraint(
            model_name='demo',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'present')), fields=('meeting',), name='demo_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='demo',
            constraint=models.CheckConstraint(condition=models.Q(('running_since__isnull', True), ('state', 'present'), _connector='OR'), name='demo_runs_while_it_is_shown'),
        ),
        migrations.AddConstraint(
            model_name='demo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_seconds', 0), ('planned_seconds__isnull', True), ('state', 'waiting'), ('used_seconds', 0)), ('state', 'skipped'), models.Q(('planned_seconds__isnull', False), ('state__in', ['present', 'shown'])), _connector='OR'), name='demo_state_and_seconds_agree'),
        ),
        migrations.AddConstraint(
            model_name='reviewmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('began_at__isnull', False), ('ended_at__gte', models.F('began_at'))), _connector='OR'), name='review_ends_after_it_began'),
        ),
    ]
