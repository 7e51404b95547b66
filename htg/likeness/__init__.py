"""Topics that are like one, with what came of them: what both halves know together."""
