"""What organizers settle for their event beside its schedule."""
