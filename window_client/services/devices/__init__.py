"""The machines at the counter: one protocol each, a real driver, and a simulator for the reader."""
