"""What organizers decide for their event apart from its schedule."""
