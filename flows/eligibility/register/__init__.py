"""The rule register: what the robot does with an application, as a page that a citizen could read.

Made from the rules, the dated numbers and a municipality's choices, so that it cannot tell anything else.
"""

from flows.eligibility.register.page import Local, register

__all__ = ["Local", "register"]
