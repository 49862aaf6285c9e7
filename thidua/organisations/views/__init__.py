"""Pages of accounts, roles and periods."""
