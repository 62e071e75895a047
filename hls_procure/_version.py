"""The version, in a module of its own so that starting costs nothing."""

__version__ = "0.1.0"
