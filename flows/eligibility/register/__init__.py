"""The rule register: what the robot does with an application, as a page that a citizen could read.

Amounts, paragraphs and choices are taken from the program; what a rule does is told in its author's words.
"""

from flows.eligibility.register.page import Local, register

__all__ = ["Local", "register"]
