"""The rules of household registration as pure values and functions; no I/O beyond reading `resources`."""
