"""What Prefect's own programs load of ours, by the entry point `prefect.collections`.

The two kinds of block that its server sends notices with, and a cure for its SQLite file.
"""

from adapters.persistence.sqlite_file import close_failed_cursors
from flows.console.notices import EmailNotice, WebhookNotice

__all__ = ["EmailNotice", "WebhookNotice"]

close_failed_cursors()
