"""Pages of deliberations and dossiers."""
