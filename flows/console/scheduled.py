"""The flows as Prefect's workers run them: with a limit of time, and tried again when that may help.

Only a whole night is begun again, and only when it could not go on at all, such as when our own tables were
away for longer than it had patience: what stands in the way of one application or one system is told in its
report, and tried again by the robot itself. Running it twice adds no draft.
"""

from flows.doctor import doctor as examining
from flows.nightly import nightly as working
from flows.review import review as reviewing

NIGHT_SECONDS = 10 * 3600
"""A night that has not ended by then is told to put its work down: the next day's people need the systems."""
DOCTOR_SECONDS = 1800
REVIEW_SECONDS = 1800

nightly = working.with_options(retries=2, retry_delay_seconds=300, timeout_seconds=NIGHT_SECONDS)
doctor = examining.with_options(timeout_seconds=DOCTOR_SECONDS)
review = reviewing.with_options(timeout_seconds=REVIEW_SECONDS)
