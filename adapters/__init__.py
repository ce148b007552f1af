"""WHERE: one port of `flows.ports` implemented for one concrete system.

Persistence and files are systems too.
"""
