class Rejected(Exception):
    """A rule says no. The text is for the person: what is wrong, and what to do.

    Each activity defines its own beneath this one; pages put the text on the form, the API answers 409 with it.
    """
