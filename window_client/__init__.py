"""The desktop application of the service window: screens (`ui`) over use cases (`services`) over `hukou`."""

__version__ = "0.1.0"
