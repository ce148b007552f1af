"""Prefect's page of concurrency limits shows how many sessions the robot may have in each system.

The limit that is kept is the other one: a session is an account, and accounts are lent in our own tables
(decision 11). These mirror it for whoever looks in Prefect, and no run asks them for leave: two counts of
the same thing would come apart. `utkast console deploy` puts them as the municipality's file has it.
"""

from prefect.client.orchestration import PrefectClient

from flows.municipality import Municipality


async def keep_in_step(client: PrefectClient, municipality: Municipality) -> None:
    """One limit for each system: the sessions that its file allows."""
    for system in municipality.systems.values():
        await client.upsert_global_concurrency_limit_by_name(
            limit_name(municipality.slug, system.adapter), system.sessions
        )


def limit_name(slug: str, system: str) -> str:
    """What Prefect calls the sessions of one system."""
    return f"{slug} {system}"
