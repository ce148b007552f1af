"""What Prefect's own programs load of ours, by the entry point `prefect.collections`.

The two kinds of block that its server sends notices with, a cure for its SQLite file,
and the scrubber of what its programs log.
"""

from adapters.persistence.sqlite_file import close_failed_cursors
from flows.console.notices import EmailNotice, WebhookNotice
from flows.scrubbing.leaving import guard

__all__ = ["EmailNotice", "WebhookNotice"]

guard()
close_failed_cursors()
