"""Why somebody is where they are, and why a topic does not run, in words."""

from collections.abc import Mapping

from planning.teams.assigning.plans import Teams
from planning.teams.assigning.problem import OfferedTopic, Open, Person, Problem
from planning.teams.assigning.program import Impossible, Program
from planning.texts.plurals import counted

ORDINALS = ("first", "second", "third", "fourth", "fifth")


def ranks_of(problem: Problem, teams: Teams) -> dict[str, int | None]:
    """1 for the first wish, 0 for what was no wish; none for who has no team, or made no wishes."""
    return {person.id: rank_of(person, teams[person.id]) for person in problem.people}


def rank_of(person: Person, topic: str | None) -> int | None:
    if topic is None or not person.wishes:
        return None
    rank = person.rank(topic)
    return 0 if rank is None else rank + 1


def reasons_of(problem: Problem, teams: Teams) -> dict[str, str]:
    """For all who are not at their first wish."""
    ranks = ranks_of(problem, teams)
    return {
        person.id: reason_of(problem, teams, person, ranks[person.id])
        for person in problem.people
        if ranks[person.id] != 1
    }


def reason_of(problem: Problem, teams: Teams, person: Person, rank: int | None) -> str:
    topic = teams[person.id]
    if topic is None:
        return reason_without_team(problem, teams, person)
    if person.pin == topic:
        return f"The organizers put you on {topic}."
    if rank is None:
        return f"You made no wishes. {topic} had a seat for you."
    better = [wish for wish in person.wishes[: rank - 1 if rank else None] if wish != topic]
    why = " ".join(why_not(problem, teams, wish, person) for wish in better)
    place = place_among_wishes(rank) if rank else "not among your wishes"
    return f"{topic} is {place}. {why}"


def reason_without_team(problem: Problem, teams: Teams, person: Person) -> str:
    if not person.wishes:
        return "There was no seat left that the rules allow."
    return " ".join(why_not(problem, teams, wish, person) for wish in person.wishes)


def why_not(problem: Problem, teams: Teams, wish: str, person: Person) -> str:
    topic = problem.topic_by_id[wish]
    size = sum(chosen == wish for chosen in teams.values())
    if wish in person.exclude:
        return f"You may not be on {wish}."
    if topic.open is Open.NO or not size:
        return f"{wish} does not run."
    if size >= topic.max:
        return f"{wish} is full."
    return f"On {wish} you would leave another team, or the mix of organizations, worse off."


def place_among_wishes(rank: int) -> str:
    return f"your {ORDINALS[rank - 1]} wish" if rank <= len(ORDINALS) else f"number {rank} of your wishes"


def closed_topics(problem: Problem, teams: Teams, *, until: float) -> dict[str, str]:
    """Topics that could have run, and why they do not."""
    running = {topic for topic in teams.values() if topic is not None}
    return {
        topic.id: why_closed(problem, topic, running, until=until)
        for topic in problem.topics
        if topic.open is not Open.NO and topic.id not in running
    }


def why_closed(problem: Problem, topic: OfferedTopic, running: set[str], *, until: float) -> str:
    before = frozenset(one.id for one in problem.topics[: problem.topics.index(topic)] if one.id in running)
    left = most_left(problem, topic, before, until=until)
    if left is None or left >= topic.min:
        return "Cannot run without leaving more people without a team, or off their list."
    beside = "with the topics before it, " if before else ""
    number = f"{left} of the {counted(topic.min, 'person', 'people')} it needs"
    return f"Cannot run: {beside}{number} {'is' if left == 1 else 'are'} left that wished for it."


def most_left(problem: Problem, topic: OfferedTopic, before: frozenset[str], *, until: float) -> int | None:
    """How many of those who wished for it are not needed by the topics before it, or pinned. None: no time to tell."""
    wishing = {person for person in problem.people if topic.id in person.wishes and not person.part}
    pinned = {person.pin for person in problem.people if person.pin is not None}
    try:
        program = Program(problem.with_running(before | pinned), until=until)
        busy = {place: 1 for (person, _), place in program.places.items() if person in wishing}
        return len(wishing) - program.minimise(busy).value
    except (Impossible, TimeoutError):
        return None


def unplaced_people(teams: Teams, reasons: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"person": person, "reason": reasons[person]} for person, topic in teams.items() if topic is None]
