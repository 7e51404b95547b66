"""How far did the topics of each event come?"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from htg.funnel.funnels import EventFunnel, funnels_of
from htg.funnel.serializers import EventFunnelSerializer
from planning.events.models import Event
from retros.wrapups.publishing.lag import lag_note


class Command(BaseCommand):
    help = (
        "List how many topics of each event that is over were proposed, voted for, worked on by a team, shown and "
        "reported, and had a pull request merged; what became of their next steps; how long the wrap-up took; and who "
        "came. What is not on record is “not known”."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Write a list of objects.")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        funnels = funnels_of(list(Event.objects.over(now)), now=now)
        if options["json"]:
            data = EventFunnelSerializer(funnels, many=True).data
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for funnel in funnels:
            self.stdout.write("\n".join(funnel_in_lines(funnel)))
        if not funnels:
            self.stdout.write("No event is over yet.")


def funnel_in_lines(funnel: EventFunnel) -> Iterator[str]:
    steps, lag, guests = funnel.steps, funnel.lag, funnel.guests
    yield funnel.event.slug
    yield "  topics: " + ", ".join(f"{stage.label.lower()} {stage.topics.in_words}" for stage in funnel.stages)
    in_time = f"; before the next event began: {steps.in_time.in_words}" if steps.in_time else ""
    yield f"  next steps: {f'{steps.closed} of {steps.noted} closed{in_time}' if steps.noted else 'none'}"
    waited = f"after {lag.days} {lag_note(lag)}" if lag else "not known after how many days"
    yield f"  wrap-up: {waited}"
    named = [f"{came.organization} {came.people or ''}".strip() for came in guests.organizations]
    others = [f"{len(guests.others)} more"] if guests.others else []
    yield f"  people: {'not known' if guests.people is None else guests.people}"
    yield f"  from: {', '.join(named + others) or 'not known'}"
