"""Tags about people and units."""
