"""The login page, which also says good-bye."""

from bots.eplatform.weather import AT_THE_DOOR, SYSTEM
from bots.kit.landmark import heading
from bots.kit.login import LoginScreen


class LoginPage(LoginScreen):
    """The login page."""

    system = SYSTEM
    name = "inloggning"
    landmark = heading("Logga in som handläggare")
    labels = ("Användarnamn", "Lösenord")
    weather = AT_THE_DOOR
    button = "Logga in"
    locked = "spärrat"
    ended = ("Du har loggats ut", "Du är utloggad")
