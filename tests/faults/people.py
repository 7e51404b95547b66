"""People with something to be reminded of, as many as it takes."""

from django.utils import timezone

from planning.people.models import Attendee, User
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.reminders.models import Preference
from tests.factories import PastEventFactory, TopicFactory


def owners_of_due_steps(number: int, *, name: str = "owner") -> list[str]:
    """The addresses of so many people. Each owns one step that is due today, and has mail at any hour.

    The steps are new today: of many, others are looked at in turns, which may take longer than the test.
    """
    today = timezone.localdate()
    topic: Topic = TopicFactory(event=PastEventFactory())
    users = User.objects.bulk_create(User(email=f"{name}{n}@example.org") for n in range(number))
    Preference.objects.bulk_create(Preference(user=user, hour=0) for user in users)
    owners = Attendee.objects.bulk_create(
        Attendee(event=topic.event, user=user, name=f"Owner {n}") for n, user in enumerate(users)
    )
    NextStep.objects.bulk_create(
        NextStep(topic=topic, number=n, text=f"Do thing {n}.", owner=owner, due_on=today, active_on=today)
        for n, owner in enumerate(owners, start=1)
    )
    return [user.email for user in users]
