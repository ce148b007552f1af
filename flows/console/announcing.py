"""What the robot tells Prefect besides its runs: that a system was stopped, and that it is asked again."""


def announce(event: str, municipality: str, system: str, code: str) -> None:
    """Tell Prefect's server of one system's breaker. It is sent on a thread of Prefect's, and never waits."""
    from prefect.events import emit_event

    emit_event(
        event,
        resource={
            "prefect.resource.id": f"utkast.system.{municipality}.{system}",
            "prefect.resource.name": f"{system} ({municipality})",
        },
        payload={"code": code},
    )
