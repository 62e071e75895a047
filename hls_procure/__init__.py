"""hls-procure: commissioning and funding in the Human Learning Systems way, from questions to documents."""

from hls_procure._version import __version__

__all__ = ["__version__"]
