"""Pages of decisions and submissions."""
