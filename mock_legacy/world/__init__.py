"""The invented inhabitants behind the four systems: tables, generator, scenarios."""

from mock_legacy.world.world import WORLD_DATE, World, open_world

__all__ = ["WORLD_DATE", "World", "open_world"]
