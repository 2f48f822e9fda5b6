"""Tiến Bộ: from the guidance letter to the signed, consolidated report."""

__version__ = "0.2.0"
