"""A command that looks searches for no garbage; one that works for long does as Python does."""

import subprocess
import sys

SAYS = """
import gc, sys
searches = []
gc.callbacks.append(lambda phase, told: searches.append(phase))
from flows.cli import main
usual = gc.get_threshold()
sys.argv = ["utkast", "--help"]
gc.collect()
searches.clear()
try:
    main()
except SystemExit:
    pass
before, kept = len(searches), []
while not searches:
    kept.append([])
print("told:", before, len(kept) > 100_000, gc.get_threshold() == usual, len(gc.callbacks))
"""


def test_the_first_search_comes_late_and_the_others_as_usual() -> None:
    told = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "told: 0 True True 1"
