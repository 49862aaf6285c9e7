"""Reads Vietnamese plans of emulation and commendation. Pure Python: imports no Django.

The stages, one module each: file to text (`files`, `word`, `pdf`), text to lines and paragraphs
(`lines`), paragraphs to a tree (`outline`), head and foot of the paper (`header`, `footer`), the
body by what its sections are for (`sections`, `body`), and the account of what was not placed
(`coverage`) or is doubted (`doubts`). `reader` runs them.
"""

from thidua.plans.reading.files import read_file, read_stdin, text_of_file
from thidua.plans.reading.model import ReadPlan
from thidua.plans.reading.reader import read_text

__all__ = ["ReadPlan", "read_file", "read_stdin", "read_text", "text_of_file"]
