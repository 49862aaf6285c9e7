"""Tags of the law's pages."""
