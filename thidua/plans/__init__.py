"""Plans of a year: reading them, and following what they ask."""
