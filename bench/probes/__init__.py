"""Benchmarks that need Django: imported by `bench.office` once it stands on a database."""
