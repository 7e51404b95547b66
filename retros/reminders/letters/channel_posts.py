"""A post to the channels of an event, put into words.

In English, whatever the languages of its readers: it is the community's own.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import translation

from retros.reminders.deciding.channel_posts import ComingReview, DueWrapUp, News, OpenSteps, OpenVoting
from retros.reminders.deciding.facts import EventFacts
from retros.reminders.letters.dates import relative_day


@dataclass(frozen=True)
class PostWords:
    subject: str
    text: str


def post_words(news: News, *, today: date) -> PostWords:
    with translation.override(settings.LANGUAGE_CODE):
        match news:
            case OpenVoting():
                return voting_words(news, today)
            case ComingReview():
                return review_words(news, today)
            case DueWrapUp():
                return wrap_up_words(news, today)
            case OpenSteps():
                return steps_words(news)


def voting_words(voting: OpenVoting, today: date) -> PostWords:
    turnout = f"{voting.voters} of {voting.attendees} have voted on the topics of {voting.event}."
    return PostWords(
        f"Voting closes {relative_day(voting.closes_on, today=today)}", f"{turnout} {page_url('ballot', voting.event)}"
    )


def review_words(review: ComingReview, today: date) -> PostWords:
    when = f"{relative_day(review.starts_at.date(), today=today)} at {review.starts_at:%H:%M}"
    call = f" The call: {review.call_url}" if review.call_url else ""
    return PostWords(
        f"Review meeting {when}, {review.demos} demo{pluralize(review.demos)}",
        f"The teams of {review.event} show what they made. {page_url('agenda', review.event)}{call}",
    )


def wrap_up_words(wrap_up: DueWrapUp, today: date) -> PostWords:
    what = f"{wrap_up.lacking} report{pluralize(wrap_up.lacking, ' lacks,s lack')} something"
    ask = f"Anyone who worked on a topic of {wrap_up.event} can fill in its report."
    return PostWords(
        f"Wrap-up {due_in(wrap_up.due_on, today=today)}, {what}", f"{ask} {page_url('wrap-up-gate', wrap_up.event)}"
    )


def steps_words(steps: OpenSteps) -> PostWords:
    where = f"{settings.SITE_URL}{reverse('next-steps')}?event={steps.event.slug}"
    return PostWords(steps_in_numbers(steps), f"What came out of {steps.event}: {where}")


def steps_in_numbers(steps: OpenSteps) -> str:
    """`3 next steps due this week, 2 overdue, 5 without an owner`: some of them are always more than none."""
    counts = ((steps.due, "due this week"), (steps.overdue, "overdue"), (steps.unowned, "without an owner"))
    (first, what), *others = [(count, what) for count, what in counts if count]
    rest = "".join(f", {count} {what}" for count, what in others)
    return f"{first} next step{pluralize(first)} {what}{rest}"


def due_in(day: date, *, today: date) -> str:
    days = (day - today).days
    return f"due {relative_day(day, today=today)}" if days < 2 else f"due in {days} days"


def page_url(page: str, event: EventFacts) -> str:
    return f"{settings.SITE_URL}{reverse(page, args=[event.slug])}"
