"""Our own tables in SQLAlchemy async: work items with all that is kept of them, breakers, the switch.

Nothing is imported here: who counts applications does not wait for what reads them.
"""
