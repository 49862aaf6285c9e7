"""What a web process loads before its first request."""

import subprocess
import sys

from django.template.loader import get_template

from thidua.config.warming import templates


def test_every_template_of_the_program_can_be_loaded() -> None:
    names = templates()
    assert {"ui/base.html", "desk/duties.html", "dossiers/dossier.html"} <= set(names)
    assert all(get_template(name) for name in names)


def test_what_was_loaded_is_out_of_the_collectors_rounds() -> None:
    asked = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.config.settings_test"
import django
django.setup()
import gc
from thidua.config.warming import warm
warm()
print(gc.get_freeze_count(), len(gc.get_objects()))
"""
    told = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    frozen, left = map(int, told.stdout.split())
    assert frozen > 100_000
    assert left < 1_000
