"""The page where a secret is given, once: it stands there again when it was refused.

It must not know any system, nor how many such pages a login has.
"""

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from playwright.async_api import Request, Response

from bots.kit.asking import texts
from bots.kit.errors import AccountLocked, LoginRefused, SessionLost
from bots.kit.form import Form, Values
from bots.kit.landmark import Landmark
from bots.kit.screen import Screen
from bots.kit.secret import Secret
from bots.kit.sight import Wish, look
from bots.kit.translation import translated


class LoginScreen(Screen):
    """A login page.  `button` sends it; `locked` is what its alert says of an account that is locked.

    `ended` is what its alert says of a session that is over; `earlier` are the signs of earlier steps, where
    a refusal may lead back.
    """

    button: ClassVar[str]
    locked: ClassVar[str]
    ended: ClassVar[tuple[str, ...]] = ()
    earlier: ClassVar[tuple[Landmark, ...]] = ()

    async def give(self, typed: Values, *, account: str, secret: Secret) -> None:
        """Send what is typed.  Raises `LoginRefused`, which names the secret, or `AccountLocked`."""
        if (refusal := await self.try_once(typed)) is not None:
            raise self.refused(refusal, account=account, secret=secret)

    async def try_once(self, typed: Values) -> str | None:
        """Send what is typed; what the login page says if it stands there again, None if it does not.

        Raises `SessionLost` when the system has let us in and the session was gone at the first page: told as
        a refusal, that would stop the system for a password that is right.
        """
        with translated(self.system, self.name):
            answer = await Form(root=self.root, button=self.button).send(typed)
            seen = await look(self.root, Wish(wanted=self.landmark, weather=self.earlier))
            if not seen.there and seen.weather < 0:
                return None
            refusal = " ".join(await texts(self.root.get_by_role("alert")))
            ended = not refusal or any(words in refusal for words in self.ended)
            if ended and answer is not None and _led_elsewhere(answer):
                raise SessionLost(self.system, self.name, "the session was lost as soon as it began")
            return refusal

    def refused(self, refusal: str, *, account: str, secret: Secret) -> AccountLocked | LoginRefused:
        """The error that the refusal is.  A page that says nothing has refused too: accounts lock."""
        if self.locked in refusal:
            return AccountLocked(self.system, self.name, account=account)
        return LoginRefused(self.system, self.name, account=account, secret_name=secret.name)


def _led_elsewhere(answer: Response) -> bool:
    """Whether the system answered what was given by sending us on to another page than the login's own."""
    asked = [answer.request, *_before(answer.request)]
    return len({urlsplit(one.url).path for one in asked}) > 1


def _before(request: Request) -> Iterator[Request]:
    while request.redirected_from is not None:
        request = request.redirected_from
        yield request
