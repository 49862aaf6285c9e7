"""`python -m thidua` is the console script."""

import sys

from thidua.cli import main

sys.exit(main())
