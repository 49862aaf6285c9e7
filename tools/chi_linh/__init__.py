"""The fictional year around the real plan of Chí Linh, 2018.

`python -m tools.chi_linh` writes `examples/chi-linh-2018/`; the same bytes every time.
"""
