"""The flows as Prefect's workers run them: with a limit of time, and never begun again by Prefect.

Prefect's own way to try a flow again is to wait inside its process: a process that is killed meanwhile leaves
a run that nobody takes over and that no automation hears of. What stands in the way of one application or
one system is tried again by the robot itself, and what a night leaves is taken up by the next one.
"""

from flows.doctor import doctor as examining
from flows.follow_up.flow import follow_up as following_up
from flows.gallring import retention as purging
from flows.nightly import nightly as working
from flows.orders import ordered as taking_orders
from flows.review import review as reviewing

NIGHT_SECONDS = 10 * 3600
"""A night that has not ended by then is told to put its work down: the next day's people need the systems."""
DOCTOR_SECONDS = 1800
REVIEW_SECONDS = 1800
ORDERED_SECONDS = 1800
RETENTION_SECONDS = 3600
FOLLOW_UP_SECONDS = 3600

nightly = working.with_options(timeout_seconds=NIGHT_SECONDS)
doctor = examining.with_options(timeout_seconds=DOCTOR_SECONDS)
follow_up = following_up.with_options(timeout_seconds=FOLLOW_UP_SECONDS)
retention = purging.with_options(timeout_seconds=RETENTION_SECONDS)
review = reviewing.with_options(timeout_seconds=REVIEW_SECONDS)
ordered = taking_orders.with_options(timeout_seconds=ORDERED_SECONDS)
