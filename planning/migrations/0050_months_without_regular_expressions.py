import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planning", "0046_unsent_forms"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='event_slug_is_a_month',
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func('slug', models.Value('0123456789'), function='TRIM', output_field=models.CharField()), '-'), django.db.models.lookups.In(django.db.models.functions.text.Substr('slug', 5), ['-01', '-02', '-03', '-04', '-05', '-06', '-07', '-08', '-09', '-10', '-11', '-12']), ('slug__gte', '1')), name='event_slug_is_a_month', violation_error_message='Write the month as year and number, like 2026-12.'),
        ),
    ]
