"""What Chromium is told when it starts: to leave undone what a page that nobody watches never needs.

Measured on 23 November 2026 with Chromium 156, CPU for one more small page, least of three rounds: 76 ms as
Playwright starts it, 56 ms without a new document host for each page.  A page in a session of its own took
224 and 207 ms.  A compositor without a thread of its own would save more, but then a second page of the same
window stands still.
"""

import os

TURNED_OFF_BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
"""Chromium heeds the last list alone, so ours says again what Playwright's says.  A test compares the two."""
NEW_HOST_FOR_EACH_PAGE = "RenderDocument"
"""Which builds it anew for every page; without it the next page of a site gets the host of the one before."""


def arguments() -> list[str]:
    """For a browser that is driven.  As root it has no sandbox: with one Chromium would refuse to start."""
    turned_off = (*TURNED_OFF_BY_PLAYWRIGHT, NEW_HOST_FOR_EACH_PAGE)
    told = [f"--disable-features={','.join(turned_off)}"]
    return [*told, "--no-sandbox"] if is_root() else told


def is_root() -> bool:
    """Whether we run as the machine's own administrator."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
