"""Logs as JSON lines with stable event names; what is personal or secret is taken out as a line is made.

Every event is told of in `docs/logs.md`. Several processes write to one file, and logrotate may move it.
It is the record of stdlib logging that is scrubbed, because Prefect ships logs by a stdlib handler.
"""

import logging
import logging.handlers
import os
import traceback
from pathlib import Path

import structlog
from structlog.typing import EventDict, WrappedLogger

from flows.log_file import NAME
from flows.scrubbing.leaving import scrub_logs

OWN_LOGGERS = ("flows", "bots", "adapters")


def frames(error: BaseException) -> list[str]:
    """Where an error came from, without its message: a foreign message may quote what it choked on."""
    return [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]


def log_to(folder: Path) -> Path:
    """Send the robot's logs to `folder/utkast.jsonl`, and return that file."""
    scrub_logs()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / NAME
    # Each line is one write at the file's end, by whichever process; a file that was moved is opened anew.
    handler = logging.handlers.WatchedFileHandler(file, encoding="utf-8")
    for name in OWN_LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        for old in logger.handlers[:]:
            if isinstance(old, logging.FileHandler):
                logger.removeHandler(old)
                old.close()
        logger.addHandler(handler)
        logger.propagate = False
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _tell_the_process,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return file


def _tell_the_process(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Which process wrote the line: workers on one machine share the file."""
    return {**event, "pid": os.getpid()}
