"""Pages: a request in, one query or one action, a response out."""
