"""Say which browser the robot would use here, and with `--start` that it starts.

For the set-up script; it knows nothing of its own about where browsers are: the kit's finder does.
"""

import asyncio
import os
import sys

from playwright.async_api import Error

from bots.kit.browser import BrowserChoice, BrowserNotFound, find_browser, open_browser


async def start(choice: BrowserChoice) -> str:
    """The browser's version, asked of the browser itself."""
    async with open_browser(choice) as browser:
        return browser.version


def reason(error: Error) -> str:
    """What the browser itself complained of, where Playwright passes it on; else Playwright's first line."""
    lines = error.message.splitlines()
    complaints = [line.partition("[err]")[2].strip() for line in lines if "[err]" in line]
    return (complaints or lines)[0]


def main() -> int:
    """0 with the browser on standard output; 3 when there is none; 1 when it does not start."""
    try:
        choice = find_browser(os.environ.get("UTKAST_BROWSER_PATH"))
    except BrowserNotFound as error:
        sys.stderr.write(f"{error}\n")
        return 3
    named = f"{choice.path or 'Playwright itself'} ({choice.origin})"
    try:
        if "--start" in sys.argv:
            asyncio.run(start(choice))
    except Error as error:
        sys.stderr.write(f"The browser {named} does not start: {reason(error)}\n")
        return 1
    sys.stdout.write(f"the browser is {named}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
