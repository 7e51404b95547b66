"""The plan, the people and the topics: up to the day on which voting opens."""

from datetime import datetime

from htg.rehearsal import cast, words
from htg.rehearsal.cast import Idea
from htg.rehearsal.moments import halfway, spread
from htg.rehearsal.play import Play, by_organization, introduced
from htg.rehearsal.staging import account, organization
from htg.rehearsal.story import day_and_time
from planning.clock import stopped_at
from planning.events.deadlines import LABELS
from planning.people.models import Attendee
from planning.people.registration.registering import give_up_seat, is_full, take_seat
from planning.texts.plurals import counted
from planning.topics.comments import comment
from planning.topics.models import Topic
from planning.topics.proposals import Proposal, propose


def plan(play: Play) -> None:
    event, now = play.event, play.opens_at
    where = f" at {event.venue}" if event.venue else ""
    seats = f", with {counted(event.seats, 'seat')}" if event.seats is not None else ""
    play.tell(now, f"{introduced(play.organizer)} plans {event}{where}{seats}.")
    for field, deadline, _ in event.deadlines():
        play.tell(now, f"{LABELS[field]} {day_and_time(deadline)}.")


def people_register(play: Play) -> None:
    event = play.event
    there = event.attendees.admitted().count()
    missing = max(0, play.attendees_wanted - there)
    if event.seats is not None:
        missing = min(missing, max(0, event.seats - there))
    *moments, late, later = spread(play.chance, missing + 2, play.opens_at, play.half_time)
    newcomers = [newcomer(play, now=now) for now in moments]
    if newcomers:
        groups = by_organization(newcomers)
        play.tell(moments[-1], f"{counted(missing, 'more person has', 'more people have')} registered: {groups}.")
    if is_full(event):
        somebody_waits(play, late, later)
    else:
        play.tell(late, "There are seats left, so no one has to wait.")
    play.deliver(now=later)
    play.note(attendees=event.attendees.admitted().count())


def newcomer(play: Play, *, now: datetime) -> Attendee:
    person = next(play.newcomers)
    return take_seat(
        account(person),
        play.event,
        name=person.name,
        github=person.github,
        organization=organization(person),
        clock=stopped_at(now),
    )


def somebody_waits(play: Play, now: datetime, later: datetime) -> None:
    """One more person than seats. Someone cancels, and the person who has waited longest gets the seat."""
    waiting = newcomer(play, now=now)
    play.tell(now, f"{introduced(waiting)} finds all seats taken and goes on the waiting list.")
    leavers = [person for person in play.attendees() if not (person.is_organizer or person.proposals.exists())]
    if not leavers:
        return
    leaver, first = play.chance.choice(leavers), play.event.attendees.waiting()[0]
    give_up_seat(leaver, clock=stopped_at(later))
    play.tell(later, f"{introduced(leaver)} cancels. {first} was first on the waiting list and gets the seat, by mail.")


def topics_are_proposed(play: Play) -> None:
    opens_at, closes_at = play.half_time, play.deadline("voting_opens_at")
    tell_topics_there(play, now=opens_at)
    standing = play.event.topics.standing()
    # Without anything to vote on there would be no event to rehearse.
    missing = max(play.topics_wanted - standing.count(), 0 if standing.to_vote_on().exists() else 1)
    people = play.attendees()
    for now in spread(play.chance, missing, opens_at, halfway(opens_at, closes_at)):
        idea = next(play.ideas)
        topic = propose_idea(play.chance.choice(people), idea, now=now)
        play.harvests[topic.pk] = idea.harvest
        play.tell(now, f"{topic.proposed_by} proposes {topic} ({topic.get_track_display()}).")
    play.note(topics=standing.count())
    talk(play, people, halfway(opens_at, closes_at), closes_at)


def tell_topics_there(play: Play, *, now: datetime) -> None:
    """The topics of a planned event: no one can know what will come of them."""
    topics = list(play.event.topics.standing().order_by("pk"))
    harvests = cast.harvests()
    play.harvests |= {topic.pk: play.chance.choice(harvests) for topic in topics}
    if topics:
        play.tell(now, f"{counted(len(topics), 'topic is', 'topics are')} on the board already.")


def propose_idea(attendee: Attendee, idea: Idea, *, now: datetime) -> Topic:
    continues = Topic.objects.filter(event__slug=idea.continues[0], slug=idea.continues[1]) if idea.continues else None
    proposal = Proposal(
        title=idea.title,
        emoji=idea.emoji,
        track=idea.track,
        problem=idea.problem,
        motivation=idea.motivation,
        benefits=idea.benefits,
        continues=continues.first() if continues else None,
    )
    return propose(attendee, proposal, clock=stopped_at(now))


def talk(play: Play, people: list[Attendee], after: datetime, before: datetime) -> None:
    """Two comments for each topic, on average. The last one is quoted."""
    topics = list(play.event.topics.standing().order_by("pk"))
    moments = spread(play.chance, 2 * len(topics), after, before)
    comments = [
        comment(play.chance.choice(people), play.chance.choice(topics), play.chance.choice(words.COMMENTS), now=now)
        for now in moments
    ]
    last = comments[-1]
    play.tell(
        last.written_at, f"{counted(len(comments), 'comment')} by now. {last.author} on {last.topic}: “{last.text}”"
    )
    play.note(comments=len(comments))
