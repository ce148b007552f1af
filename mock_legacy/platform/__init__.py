"""What the four mock systems share.

Login desk, sessions, faults, pages, servers. Knows no system's screens.
"""
