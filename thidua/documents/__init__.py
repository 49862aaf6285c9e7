"""Papers: layout by date, one abstract paper, Word and PDF. Knows no process."""
