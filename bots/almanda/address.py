"""Where Almanda's pages of a case file are: a page's name, and the case file's key in the query."""

from urllib.parse import urlencode


def in_case_file(page: str, key: str, **more: str | int) -> str:
    """The address of a page of the case file with that key; never with anything about a person in it."""
    return f"/{page}.aspx?{urlencode({'akt': key, **more})}"
