from django.db import models


class Trait(models.Model):
    """What a topic is compared by: a word or a link of a row that says something of it.

    The database writes these itself (`likeness/indexing`), and they are read for the rows that share one. No
    constraint ties them to the topic: it would be checked for each of a hundred rows.
    """

    source = models.CharField(max_length=40, editable=False)
    source_id = models.BigIntegerField(editable=False)
    topic = models.ForeignKey(
        "planning.Topic", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    trait = models.CharField(max_length=220, editable=False)
    named = models.SmallIntegerField(editable=False)
    whole = models.SmallIntegerField(editable=False)

    class Meta:
        indexes = [
            models.Index(name="trait_of_topics", fields=["trait", "topic", "named", "whole"]),
            models.Index(name="trait_of_source", fields=["source", "source_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.trait} of {self.topic_id}"
