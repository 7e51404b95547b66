"""The days of the events that are stored: until now they followed from the week's two deadlines."""

from django.db import migrations
from django.utils import timezone

DAYS = {'starts_on': ('starts_at', 'Team formation ended early'), 'ends_on': ('ends_at', 'Hacking ended early')}


def keep_days(apps, schema_editor):
    Event = apps.get_model('planning', 'Event')
    Record = apps.get_model('planning', 'HistoricalEvent')
    for event in Event.objects.exclude(starts_at=None).exclude(ends_at=None):
        records = list(Record.objects.filter(id=event.pk).order_by('history_date', 'history_id'))
        days = {day: published(event, records, *deadline) for day, deadline in DAYS.items()}
        if days['starts_on'] > days['ends_on']:
            days = {day: day_of(getattr(event, deadline)) for day, (deadline, _) in DAYS.items()}
        Event.objects.filter(pk=event.pk).update(**days)
        Record.objects.filter(id=event.pk).update(**days)


def published(event, records, deadline, ended_early):
    """The day as it was before a phase was ended early, which overwrote it: the history tells."""
    said = before = None
    for record in records:
        moment = getattr(record, deadline)
        if moment != before and not (record.history_change_reason or '').startswith(ended_early):
            said = moment
        before = moment
    now = getattr(event, deadline)
    return day_of(said if said and before == now else now)


def day_of(moment):
    return timezone.localdate(moment, timezone.get_default_timezone())


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0010_first_and_last_day'),
    ]

    operations = [migrations.RunPython(keep_days, migrations.RunPython.noop, elidable=False)]
