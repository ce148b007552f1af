"""Run reports in memory; implements `flows.ports.Reports`."""


class FakeReports:
    """The pages by name; `full` stands for a disk that takes no more."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.full = False

    async def keep(self, name: str, page: str) -> None:
        if self.full:
            raise OSError("no space left")
        self.pages[name] = page
