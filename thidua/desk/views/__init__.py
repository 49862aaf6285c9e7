"""The desk's pages: my duties, the year's board, search, people, units, the register."""
