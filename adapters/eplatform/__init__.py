"""E-tjänster (Open ePlatform) as the port `ApplicationInbox`."""

from adapters.eplatform.inbox import EPlatformInbox

__all__ = ["EPlatformInbox"]
