"""HOW the hands move: one folder per system, screens as classes.

Bots know browser libraries and nothing of ekonomiskt bistånd.
"""
