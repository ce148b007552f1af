"""The hands' toolbox: browser, sessions, screens, tables, Swedish formats and evidence.

Every system's bot is built on it.  It knows Playwright and how old web systems misbehave; it knows no
system, no account and no word of what a municipality does.
"""
