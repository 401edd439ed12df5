"""archassist: an interactive assistant for architecture decisions."""

__version__ = "0.1.0"
