"""Files that are nobody else's to read: whole or not there at all, whoever looks meanwhile."""

import os
import tempfile
from pathlib import Path

UNDER_WAY = ".part"
"""How a file is named until it is whole."""


def write_private(file: Path, content: bytes) -> Path:
    """Write `content`, readable by its owner alone, in the place of what was there. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, under_way = tempfile.mkstemp(dir=file.parent, suffix=UNDER_WAY)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        return Path(under_way).replace(file)
    except BaseException:
        # Whatever it was, a part of a file is nobody's to find.
        Path(under_way).unlink(missing_ok=True)
        raise
