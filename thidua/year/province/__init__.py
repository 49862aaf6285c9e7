"""A whole fictional province, written in bulk into a new database: for measures and for trying out.

People, units and papers are invented. What is written, and in what order, follows from the seed.
"""
