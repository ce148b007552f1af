"""How the trace of a piece of evidence is named. Knows no page, so that whoever looks need not wait."""

TRACE = ".trace"
"""The end of its name; before it stands the name of the piece of evidence that it belongs to."""
