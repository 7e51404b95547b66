"""What the chapters of a rehearsal share."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.core.mail import EmailMessage
from django.utils.text import get_text_list

from htg.rehearsal.cast import CastMember, Idea, TopicStory
from htg.rehearsal.story import Figure, Story
from planning.events.models import Event
from planning.markdown import plain
from planning.outbox.delivery import deliver
from planning.people.models import Attendee, User
from planning.topics.models import Topic

BRAINSTORM = timedelta(weeks=6)


@dataclass
class Play:
    """One rehearsal under way. `mails` fills while the outbox is delivered."""

    event: Event
    chance: Random
    story: Story
    mails: list[EmailMessage]
    newcomers: Iterator[CastMember]
    ideas: Iterator[Idea]
    attendees_wanted: int
    topics_wanted: int
    harvests: dict[int, TopicStory] = field(default_factory=dict)
    """What will come of each topic."""
    appeal: dict[int, float] = field(default_factory=dict)
    """How many people each topic speaks to, 0 to 1."""
    liked: dict[int, list[Topic]] = field(default_factory=dict)
    """What each attendee would vote for, dearest first."""
    last_morning: datetime | None = None
    """When we last looked for what should go out."""

    def tell(self, at: datetime, text: str) -> None:
        """Titles and steps are Markdown, the story is not."""
        self.story.tell(at, plain(text))

    def note(self, **figures: Figure) -> None:
        self.story.figures.update(figures)

    def deliver(self, *, now: datetime) -> int:
        """Empty the outbox. Return how many mails went out."""
        before = len(self.mails)
        deliver(clock=lambda: now)
        return len(self.mails) - before

    def deadline(self, field: str) -> datetime:
        """One of the six, which only past events can lack."""
        deadlines = {name: deadline for name, deadline, _ in self.event.deadlines()}
        return deadlines[field]

    @property
    def opens_at(self) -> datetime:
        return self.deadline("voting_opens_at") - BRAINSTORM

    @property
    def half_time(self) -> datetime:
        """Half-way through the brainstorm: by then people have registered, and topics follow."""
        return self.opens_at + BRAINSTORM / 2

    @property
    def organizer(self) -> Attendee:
        return self.event.attendees.organizers().select_related("user", "organization").order_by("pk")[0]

    def attendees(self) -> list[Attendee]:
        """Everyone with a seat, in the order they came."""
        return list(self.event.attendees.admitted().select_related("event", "user", "organization").order_by("pk"))

    def tastes(self, person: Attendee) -> list[Topic]:
        """All topics to vote on, dearest first: what many like, what this person likes, and what they proposed."""
        if person.pk not in self.liked:
            scores = {topic: self._score(topic, person) for topic in self.event.topics.to_vote_on()}
            self.liked[person.pk] = sorted(scores, key=lambda topic: -scores[topic])
        return self.liked[person.pk]

    def _score(self, topic: Topic, person: Attendee) -> float:
        if topic.pk not in self.appeal:
            self.appeal[topic.pk] = self.chance.random()
        own = 0.7 if topic.proposed_by_id == person.pk else 0.0
        return self.appeal[topic.pk] / 2 + self.chance.random() + own


def user_of(attendee: Attendee) -> User:
    """Everyone in a rehearsal has an account."""
    if attendee.user is None:
        raise ValueError(f"{attendee} has no account")
    return attendee.user


def introduced(attendee: Attendee) -> str:
    return f"{attendee} ({attendee.organization})" if attendee.organization else str(attendee)


def by_organization(attendees: Iterable[Attendee]) -> str:
    """`9 from SAP, 3 from STACKIT`, the largest group first."""
    groups = Counter(str(attendee.organization or "elsewhere") for attendee in attendees)
    return get_text_list([f"{number} from {name}" for name, number in groups.most_common()], "and")
