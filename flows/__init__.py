"""WHAT happens to an application, and when.

Prefect lives here.
No browser, no SQL: flows speak to the outside world through `flows.ports` alone,
and `flows.wiring` is the one door that turns names in config into adapters.
"""
