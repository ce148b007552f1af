"""`python -m flows.cli` is `utkast`, for programs that know which Python they run on."""

from flows.cli import main

main()
