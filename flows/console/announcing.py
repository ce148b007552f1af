"""What the robot tells Prefect besides its runs: that a system was stopped, and that it is asked again."""

from flows.robot import BreakerNews


def announce(news: BreakerNews) -> None:
    """Tell Prefect's server of one system's breaker. It is sent on a thread of Prefect's, and never waits."""
    from prefect.events import emit_event

    emit_event(
        news.event,
        resource={
            "prefect.resource.id": f"utkast.system.{news.municipality}.{news.system}",
            "prefect.resource.name": f"{news.system} ({news.municipality})",
        },
        payload={"code": news.code},
    )
