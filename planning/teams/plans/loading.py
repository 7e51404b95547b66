"""An event as a problem of teams: a constant number of queries, and the same document for the same state."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from planning.events.models import Event
from planning.teams.models import Membership, Wish
from planning.teams.plans.models import PlannedTeams
from planning.voting.counting import tally_of
from planning.voting.opened import result_of

Row = Any
Document = dict[str, Any]


@dataclass(frozen=True)
class PlanOptions:
    """What an organizer chooses between. `places`: so many topics, those that were chosen first, may run."""

    places: int
    mixed: bool = True
    policy: str = PlannedTeams.Fairness.SQUARED


def person_id(attendee: int) -> str:
    return f"p{attendee}"


def topic_id(topic: int) -> str:
    return f"t{topic}"


def number_of(name: str) -> int:
    """Of a person or a topic in a document."""
    return int(name[1:])


def ranked_topics(event: Event) -> list[int]:
    """What a team can work on: what was chosen, then in the order of the tally. What came too late for it is last."""
    counted = result_of(event)
    chosen = {slug: place for place, slug in enumerate(counted.result["winners"] if counted else ())}
    places = {topic: place for place, topic in enumerate(tally_of(event).ranked)}
    standing = event.topics.to_work_on().order_by("position", "pk").values_list("pk", "slug")
    ordered = sorted(standing, key=lambda topic: (chosen.get(topic[1], len(chosen)), places.get(topic[0], len(places))))
    return [topic for topic, _slug in ordered]


def problem_of(event: Event, options: PlanOptions) -> Document:
    """As the command reads it. Topics beyond the places stay in it, so that a wish for one keeps its rank."""
    topics = ranked_topics(event)
    people = people_of(event, {topic_id(topic) for topic in topics})
    smallest = max(min(event.team_size_min, len(people)), 1)  # fewer people than a team needs are one team
    return {
        "settings": {"salt": event.tally_salt, "policy": str(options.policy), "mixed": options.mixed, "stability": 4},
        "topics": [
            {
                "id": topic_id(topic),
                "min": smallest,
                "max": event.team_size_max,
                "open": "may" if place < options.places else "no",
            }
            for place, topic in enumerate(topics)
        ],
        "people": people,
    }


def people_of(event: Event, offered: set[str]) -> list[Document]:
    wishes, skills = wishes_by_person(event, offered), skills_by_person(event)
    stays = Membership.objects.present().filter(attendee__event=event).values_list("attendee", "team__topic")
    previous = {person: topic_id(topic) for person, topic in stays}
    people = event.attendees.admitted().order_by("pk")
    return [
        {
            "id": person_id(person["pk"]),
            "organization": str(person["organization"]) if person["organization"] else None,
            "wishes": wishes[person["pk"]],
            "skills": skills[person["pk"]],
            "previous": known if (known := previous.get(person["pk"])) in offered else None,
            "part": is_part_time(person, event),
        }
        for person in people.values("pk", "organization", "arrives_on", "leaves_on")
    ]


def wishes_by_person(event: Event, offered: set[str]) -> defaultdict[int, list[str]]:
    wishes = defaultdict[int, list[str]](list)
    rows = Wish.objects.filter(attendee__event=event).order_by("attendee_id", "rank")
    for person, topic in rows.values_list("attendee", "topic"):
        if topic_id(topic) in offered:
            wishes[person].append(topic_id(topic))
    return wishes


def skills_by_person(event: Event) -> defaultdict[int, list[str]]:
    skills = defaultdict[int, list[str]](list)
    rows = event.attendees.filter(skills__isnull=False).order_by("pk", "skills__name")
    for person, skill in rows.values_list("pk", "skills__name"):
        skills[person].append(skill)
    return skills


def is_part_time(person: Row, event: Event) -> bool:
    """Whoever comes later or leaves earlier takes a seat, and does not count for the least size of a team."""
    arrives: date | None = person["arrives_on"]
    leaves: date | None = person["leaves_on"]
    return bool(
        (arrives and event.starts_on and arrives > event.starts_on)
        or (leaves and event.ends_on and leaves < event.ends_on)
    )


def snapshot_of(problem: Document) -> str:
    """The same until somebody comes, leaves or wishes otherwise, or a topic is gone. Stays do not count."""
    people = [{key: person[key] for key in ("id", "organization", "wishes", "part")} for person in problem["people"]]
    facts = [people, [topic["id"] for topic in problem["topics"]]]
    return blake2b(json.dumps(facts, sort_keys=True).encode(), digest_size=16).hexdigest()
