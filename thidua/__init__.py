"""Thi Đua: a year of emulation and commendation, from the plan to the signed decision."""

__version__ = "0.1.0"
