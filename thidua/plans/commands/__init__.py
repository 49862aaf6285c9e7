"""Commands of the console about plans."""
