"""Which topics of an event seem to carry on earlier ones?"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from htg.likeness.descent import A_PAGE, Pair, pairs_among
from htg.likeness.serializers import PairSerializer
from planning.events.models import Event
from planning.markdown import plain
from planning.topics.descent import without_predecessor


class Command(BaseCommand):
    help = (
        "List topics of an event that seem to carry on earlier ones, and that nobody has confirmed or denied yet. It "
        "writes nothing: organizers decide on the event's page “Lineage”."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="EVENT", help="The event's month, like 2023-11.")
        parser.add_argument("--json", action="store_true", help="Write a list of objects.")

    def handle(self, *_args: Any, slug: str, **options: Any) -> None:
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise CommandError(f"There's no event for {slug}.")
        pairs = list(all_pairs(event))
        if options["json"]:
            self.stdout.write(json.dumps(PairSerializer(pairs, many=True).data, ensure_ascii=False, indent=2))
            return
        for pair in pairs:
            self.stdout.write(plain(str(pair.topic)))
            self.stdout.write(f"  {pair.earlier.event.slug}  {plain(str(pair.earlier))}")
            self.stdout.write(f"  in common: {', '.join((*pair.similar.why.words, *pair.similar.why.links))}")
        if not pairs:
            self.stdout.write("No topic seems to carry on an earlier one.")


def all_pairs(event: Event) -> Iterator[Pair]:
    """Some topics at a time: there may be thousands."""
    topics = list(without_predecessor(event))
    for place in range(0, len(topics), A_PAGE):
        yield from pairs_among(topics[place : place + A_PAGE], event)
