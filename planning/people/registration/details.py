"""What someone says about coming, beside who they are: their days, what they are good at, and what is asked of all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planning.events.models import Event
from planning.people.models import Attendee, Skill
from planning.rejection import Rejected
from planning.texts.cleaning import folded, line

MOST_SKILLS = 20
"""That one person names. Each new one joins the list that everyone is shown."""


class DetailsRejected(Rejected):
    """Days on which there is no event, or more skills than anyone reads."""


@dataclass(frozen=True)
class Details:
    arrives_on: date | None = None
    leaves_on: date | None = None
    skills: tuple[str, ...] = ()
    diet: str = ""
    shirt: str = ""


def fitting(details: Details, event: Event) -> Details:
    """Refuse what cannot be, and leave out what the organizers do not ask."""
    first, last = event.starts_on, event.ends_on
    arrives, leaves = details.arrives_on or first, details.leaves_on or last
    if arrives and leaves and arrives > leaves:
        raise DetailsRejected("You leave before you arrive. Check both days.")
    if (arrives and first and arrives < first) or (leaves and last and leaves > last):
        raise DetailsRejected(f"{event} is from {first:%d.%m.%Y} to {last:%d.%m.%Y}. Choose days within.")
    if len(skills_in(details.skills)) > MOST_SKILLS:
        raise DetailsRejected(f"Name {MOST_SKILLS} skills at most: those that others should know about.")
    return replace(
        details,
        diet=details.diet if event.asks_diet else "",
        shirt=details.shirt if event.asks_shirt else "",
    )


def note_details(attendee: Attendee, details: Details) -> None:
    """Write them down. To be called with what is `fitting`, within the transaction of the rest."""
    attendee.arrives_on, attendee.leaves_on = details.arrives_on, details.leaves_on
    attendee.diet, attendee.shirt = details.diet, details.shirt
    attendee.save()
    attendee.skills.set(skills_named(details.skills))


def skills_in(names: Iterable[str]) -> dict[str, str]:
    """What is named, each once, however it is written: the first spelling counts."""
    found: dict[str, str] = {}
    for name in names:
        if key := folded(name):
            found.setdefault(key, line(name))
    return found


def skills_named(names: Iterable[str]) -> list[Skill]:
    """The skills with these names, however they are written. New ones join the list."""
    wanted = skills_in(names)
    known = set(Skill.objects.filter(folded_name__in=wanted).values_list("folded_name", flat=True))
    new = [Skill(name=name) for key, name in wanted.items() if key not in known]
    Skill.objects.bulk_create(new, ignore_conflicts=True)  # two people may name it at once
    return list(Skill.objects.filter(folded_name__in=wanted)) if wanted else []
