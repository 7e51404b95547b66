"""`{% what_ending_means event phase as sentences %}`: shown before an organizer ends it."""

from django.template import Library

from htg.ending.views import what_ending_means

register = Library()
register.simple_tag(what_ending_means)
