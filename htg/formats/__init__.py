"""How days and times may be typed, where they differ from what Django accepts in a language."""
