"""The reference provincial service: the authority on the order of actions, and the keeper of the register.

A province may run it or replace it by anything that keeps the same contract (`hukou.wire`).
"""

__version__ = "0.1.0"
