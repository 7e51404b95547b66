"""Every page against its floor: what the same gunicorn, Django and database cost at least for what it shows.

Processor time of the server and of the database, not the time that passes: others may use the machine meanwhile.
"""
