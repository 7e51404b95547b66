from email.utils import parseaddr

from django.db import migrations
from django.utils.timezone import localdate

NUMBERS = {"due": 1, "late": 2, "escalated": 3}
"""Which reminder of a due date each of the three stages was."""


def into_digests(apps, schema_editor):
    """Each mail about next steps was one person's of one day. Where its reader has no account any more, it goes."""
    Reminder = apps.get_model("retros", "Reminder")
    users = dict(apps.get_model("planning", "User").objects.values_list("email", "pk"))
    for reminder in Reminder.objects.select_related("message", "step__owner"):
        user = users.get(parseaddr(reminder.message.to)[1].lower())
        if user is None:
            reminder.delete()
            continue
        digest, _ = apps.get_model("retros", "Digest").objects.get_or_create(
            user_id=user, day=localdate(reminder.planned_at), defaults={"written_at": reminder.planned_at}
        )
        digest.messages.add(reminder.message)
        owner = reminder.step.owner
        reminder.to_id, reminder.digest, reminder.number = user, digest, NUMBERS[reminder.stage]
        reminder.why = "owner" if owner and owner.user_id == user else "unowned"
        reminder.save(update_fields=["to", "digest", "number", "why"])


class Migration(migrations.Migration):
    dependencies = [("retros", "0007_following_up")]

    operations = [migrations.RunPython(into_digests, migrations.RunPython.noop)]
