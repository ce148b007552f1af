"""What Prefect calls the things that more than one module here speaks of; imports nothing of Prefect."""

POOL = "utkast"
ON_DEMAND, NIGHT = "on-demand", "night"
"""The work queues. The schedule that workers share has the second one's name too."""
