"""Prefect as the operations console: what it runs and when, what it watches, and whom it tells.

`deploy` makes all of it and may be run again at any time; `orders` starts one application on demand. A new
flow of its own (such as one that follows decisions up) is a deployment more in `prefect.yaml` and a line in
`scheduled`. Knows no system and no person: runs carry a municipality and a case_ref.
"""
