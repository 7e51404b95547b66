import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planning", "0098_election"),
    ]

    operations = [
        migrations.AddField(
            model_name='checkin',
            name='mood',
            field=models.CharField(choices=[('well', 'Going well'), ('slow', 'Slow'), ('stuck', 'Stuck')], default='well', help_text='How is it going?', max_length=5),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='checkin',
            name='details',
            field=models.TextField(blank=True, default='', help_text='What is in the way, what you tried. Markdown.', max_length=6500, verbose_name='more'),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='HelpOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offered_at', models.DateTimeField()),
                ('attendee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_offers', to='planning.attendee')),
                ('check_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_offers', to='planning.checkin')),
            ],
            options={
                'ordering': ['offered_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('check_in', 'attendee'), name='help_offer_once_a_person', violation_error_message='This person has already offered help.')],
            },
        ),
    ]
