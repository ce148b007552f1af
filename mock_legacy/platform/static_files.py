"""Style sheets and scripts that a browser keeps, as it keeps those of systems that have stood for years.

Without a word from the server a browser keeps a file for a tenth of its age, and a fresh clone's have none.
"""

from os import PathLike, stat_result

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HOUR = "max-age=3600"


class KeptFiles(StaticFiles):
    """A folder of files that may be kept for an hour."""

    def file_response(  # noqa: PLR0917 (Starlette calls it so)
        self, full_path: PathLike[str] | str, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or that it has not changed."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = HOUR
        return response
