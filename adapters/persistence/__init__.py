"""Our own tables: work items, facts, assessments, drafts and stopped systems, in SQLAlchemy async."""

from adapters.persistence.engine import Database
from adapters.persistence.seal import NoDataKey, Seal
from adapters.persistence.stops import SqlSystemStops
from adapters.persistence.work_items import SqlWorkItems

__all__ = ["Database", "NoDataKey", "Seal", "SqlSystemStops", "SqlWorkItems"]
