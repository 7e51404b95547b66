import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def end_in_time(apps, schema_editor):
    """The admin took longer demos than the pages. The constraint would stop at them."""
    apps.get_model("retros", "Demo").objects.filter(minutes__gt=240).update(minutes=240)


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0001_initial'),
        ('retros', '0003_report_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalReviewMeeting',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField(default=60, help_text='How long the call may take.')),
                ('call_url', models.URLField(blank=True, verbose_name='link to the call')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('event', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='planning.event')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical review meeting',
                'verbose_name_plural': 'historical review meetings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AlterField(
            model_name='demo',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='demos', to='retros.reviewmeeting'),
        ),
        migrations.RunPython(end_in_time, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='demo',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__lte', 240)), name='demo_ends_in_time', violation_error_message='A demo can take at most 240 minutes.'),
        ),
    ]
