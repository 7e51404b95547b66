"""Topics from elsewhere: issues of GitHub, the Markdown list of a pad, a table. As often as you like."""
