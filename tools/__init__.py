"""Linters and generators of this project; nothing here is in the wheel."""
