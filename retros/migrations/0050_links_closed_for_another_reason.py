from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("retros", "0040_line_that_leads_to_next_steps"),
    ]

    operations = [
        migrations.AlterField(
            model_name='steplink',
            name='dismissed_at',
            field=models.DateTimeField(blank=True, help_text='When someone said that the step stays open anyway.', null=True),
        ),
        migrations.AlterField(
            model_name='steplink',
            name='reason',
            field=models.CharField(blank=True, choices=[('completed', 'as completed'), ('not_planned', 'as not planned'), ('duplicate', 'as a duplicate'), ('not_merged', 'without being merged'), ('other', 'for another reason')], max_length=12, verbose_name='closed how'),
        ),
    ]
