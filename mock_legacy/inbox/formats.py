"""How the inbox writes sizes. Knows nothing of what has the size."""

from __future__ import annotations


def file_size(count: int) -> str:
    """Write a number of bytes as the platform does: ``812 B``, ``38 KB``, ``5,64 MB``."""
    if count < 1024:
        return f"{count} B"
    if count < 1024 * 1024:
        return f"{round(count / 1024)} KB"
    return f"{count / 1024 / 1024:.2f} MB".replace(".", ",")
