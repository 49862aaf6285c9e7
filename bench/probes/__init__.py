"""Benchmarks that need Django: run by `bench.probes.main`, which stands on a database first."""
