"""How days and times may be typed, where they differ from what Django takes in a language."""
