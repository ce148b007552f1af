"""Our own tables in SQLAlchemy async: work items with all that is kept of them, breakers, the switch."""

from adapters.persistence.accounts import SqlAccounts
from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.engine import Database
from adapters.persistence.seal import NoDataKey, Seal
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.work_items import SqlWorkItems

__all__ = ["Database", "NoDataKey", "Seal", "SqlAccounts", "SqlBreakers", "SqlSwitch", "SqlWorkItems"]
