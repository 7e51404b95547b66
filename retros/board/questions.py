"""What the survey after an event asks. Always the same, so that events can be compared."""

from django.db import models


class Question(models.TextChoices):
    OVERALL = "overall", "How was it overall?"
    VENUE = "venue", "How was the venue?"
    ORGANIZING = "organizing", "How well was it organized?"
    TOPICS = "topics", "How were the topics and the teams?"
    AGAIN = "again", "Would you come again?"
    WORDS = "words", "Anything else you'd like to say?"


class Rating(models.TextChoices):
    VERY_GOOD = "5", "5 very good"
    GOOD = "4", "4 good"
    ALL_RIGHT = "3", "3 all right"
    NOT_SO_GOOD = "2", "2 not so good"
    BAD = "1", "1 bad"


class Again(models.TextChoices):
    YES = "yes", "yes"
    MAYBE = "maybe", "maybe"
    NO = "no", "no"


RATED = (Question.OVERALL, Question.VENUE, Question.ORGANIZING, Question.TOPICS)

CHOICES: dict[Question, type[Rating] | type[Again]] = {**dict.fromkeys(RATED, Rating), Question.AGAIN: Again}
"""The choices. `Question.WORDS` is answered in words, or not at all."""
