"""Score sheets, scores, cross-checks, ranking and selection of leading units (suy tôn)."""
