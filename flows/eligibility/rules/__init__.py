"""One file per legal question; each holds one public `answer` from `Question` to `Answer`.

A rule never raises on a missing fact: what is not known becomes an open question or a wait.
"""
