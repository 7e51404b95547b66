"""One whole event, from the plan to the last reminder."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.core.mail import EmailMessage

from htg.rehearsal import cast
from htg.rehearsal.chapters import brainstorm, looking_back, reminding, review, teamwork, voting, week
from htg.rehearsal.documents import documents_of
from htg.rehearsal.mailbag import collected_mail
from htg.rehearsal.play import Play
from htg.rehearsal.scratch import scratch_database
from htg.rehearsal.staging import PlannedEvent, made_up_event, restage
from htg.rehearsal.story import Listener, Story

CHAPTERS: dict[str, tuple[Callable[[Play], None], ...]] = {
    "The plan": (brainstorm.plan, brainstorm.people_register),
    "Brainstorm": (brainstorm.topics_are_proposed,),
    "Voting": (voting.people_vote,),
    "Team formation": (teamwork.people_wish, teamwork.teams_are_formed),
    "Hacking": (week.teams_work, looking_back.people_look_back),
    "Review": (review.agenda_is_drawn_up, review.follow_up_is_planned, review.reports_are_written),
    "Wrap-up": (review.wrap_up_is_published, looking_back.note_becomes_a_step),
    "The weeks after": (reminding.weeks_pass,),
}


@dataclass(frozen=True)
class Size:
    """How many people and topics take part. A planned event with fewer is filled up."""

    attendees: int
    topics: int


@dataclass(frozen=True)
class Rehearsal:
    """What is left when the curtain has fallen."""

    event: str
    story: Story
    documents: dict[str, bytes]


def rehearse(size: Size, *, seed: int, planned: PlannedEvent | None = None, listener: Listener) -> Rehearsal:
    """Play a made-up event, or a copy of the planned one, on a scratch database. Same seed, same rehearsal."""
    with scratch_database(), collected_mail() as mails:
        play = stage(size, seed=seed, planned=planned, story=Story(listener), mails=mails)
        perform(play)
        return Rehearsal(play.event.slug, play.story, documents_of(play))


def stage(size: Size, *, seed: int, planned: PlannedEvent | None, story: Story, mails: list[EmailMessage]) -> Play:
    """The event as it is before its first chapter, in whichever database is connected."""
    chance = Random(seed)  # noqa: S311  # dice, not secrets
    newcomers = cast.cast_members(chance)
    organizer = next(newcomers)
    event = restage(planned, organizer) if planned else made_up_event(organizer, seats=size.attendees)
    event.tally_salt = f"rehearsal {seed}"  # what decides ties, or each rehearsal would have other teams
    event.save(update_fields=["tally_salt"])
    return Play(
        event=event,
        chance=chance,
        story=story,
        mails=mails,
        newcomers=newcomers,
        ideas=cast.ideas(chance),
        attendees_wanted=size.attendees,
        topics_wanted=size.topics,
    )


def perform(play: Play) -> None:
    for title, scenes in CHAPTERS.items():
        play.story.begin(title)
        for scene in scenes:
            scene(play)
    play.note(mails=len(play.mails))
