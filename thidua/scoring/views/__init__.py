"""Pages of scoring and selection."""
