"""Where a login leads."""

from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.landmark import heading
from bots.kit.screen import Screen


class StartPage(Screen):
    """The start page; the worklist on it is not read, because the robot has no errand there."""

    system = SYSTEM
    name = "start"
    landmark = heading("Startsida")
    weather = WEATHER
