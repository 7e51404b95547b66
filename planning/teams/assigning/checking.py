"""The judge of plans: every hard rule, read from the plan alone. It shares nothing with the solver but the problem."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from planning.teams.assigning.plans import Teams
from planning.teams.assigning.problem import OfferedTopic, Open, Person, Problem, most_of_one


def broken_rules(problem: Problem, teams: Teams) -> list[str]:
    """Each in words. None for a plan that may be shown."""
    members = defaultdict[str, list[Person]](list)
    for person in problem.people:
        topic = teams.get(person.id)
        if topic is not None:
            members[topic].append(person)
    found = [f"{stranger} is nobody here" for stranger in teams.keys() - problem.person_by_id.keys()]
    found += [f"{unknown} is no topic" for unknown in members.keys() - problem.topic_by_id.keys()]
    for person in problem.people:
        found += broken_of_person(person, teams.get(person.id))
    for offered in problem.topics:
        found += broken_of_team(problem, offered, members[offered.id])
    return found


def broken_of_person(person: Person, topic: str | None) -> Iterator[str]:
    if person.pin is not None and topic != person.pin:
        yield f"{person.id} is pinned to {person.pin}"
    if topic in person.exclude:
        yield f"{person.id} may not be on {topic}"


def broken_of_team(problem: Problem, topic: OfferedTopic, members: list[Person]) -> Iterator[str]:
    if not members:
        if topic.open is Open.MUST:
            yield f"{topic.id} must run"
        return
    if topic.open is Open.NO:
        yield f"{topic.id} does not run"
    if len(members) > topic.max:
        yield f"{topic.id} has {len(members)} people, and {topic.max} seats"
    all_week = sum(not person.part for person in members)
    if all_week < topic.min:
        yield f"{topic.id} has {all_week} people who are there all week, and needs {topic.min}"
    yield from broken_by_organizations(problem, topic, members)


def broken_by_organizations(problem: Problem, topic: OfferedTopic, members: list[Person]) -> Iterator[str]:
    settings = problem.settings
    counts = Counter(person.organization for person in members if person.organization is not None)
    for organization, number in counts.items():
        if settings.share is not None and number > most_of_one(settings.share, len(members)):
            yield f"{topic.id} has {number} people of {organization}, more than {settings.share} of {len(members)}"
        if settings.mixed and topic.min > 1 and number == len(members):
            yield f"{topic.id} has only people of {organization}"
