"""Pictures drawn by the server, in attributes only: the content security policy forbids inline styles.

A module for each kind of picture. One colour means one thing in all of them: green is done, amber is open, red is
late, and what is not known has an outline and no colour.
"""
