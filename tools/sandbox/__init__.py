"""The sandbox behind `make run` and `make tour`: a province with a sample register and enrolled windows.

It starts the two programs as a stranger would, through their commands, and adds nothing to either.
"""
