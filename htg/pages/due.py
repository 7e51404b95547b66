"""What is due for the organizers of an event: decided once, for their overview and for page Organize. Pure."""

from planning.events.phases import Phase


def seats_are_due(phase: Phase, *, waiting: int, free: int | None) -> bool:
    """Until the week someone who waits can have one. `free` is None where there is no limit."""
    return phase.is_before(Phase.HACKING) and waiting > 0 and free != 0


def teams_are_due(phase: Phase, *, people: int, are_formed: bool) -> bool:
    return phase is Phase.TEAM_FORMATION and people > 0 and not are_formed


def places_in_teams_are_due(phase: Phase, *, without: int, are_formed: bool) -> bool:
    """Those whom the plan left out, and anyone once the week has begun."""
    return without > 0 and (phase is Phase.HACKING or (phase is Phase.TEAM_FORMATION and are_formed))


def agenda_is_due(phase: Phase, *, has_agenda: bool, are_formed: bool) -> bool:
    return phase is Phase.REVIEW and not has_agenda and are_formed


def reports_are_due(phase: Phase, *, missing: int, is_published: bool) -> bool:
    """Once the review is over. Until then they may be asked for."""
    return missing > 0 and not is_published and phase in {Phase.WRAP_UP, Phase.CLOSED}


def wrap_up_is_due(phase: Phase, *, reports: int, missing: int, is_published: bool) -> bool:
    """Once nothing is missing from it."""
    return reports > 0 and not missing and not is_published and phase in {Phase.WRAP_UP, Phase.CLOSED}
