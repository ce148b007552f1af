"""Worked examples of normberäkning, published or derived, held against what the law's own code answers.

Knows the law (`flows.eligibility`) and the examples' form; no browser, no database, no clock.
"""
