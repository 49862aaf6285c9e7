"""Find the Chromium that the browser tests drive; as root on Debian, install it.

`THIDUA_CHROMIUM` names one that is not on the path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ABSENT = (
    "Chromium is absent and there is no root to install it: install the package `chromium`, "
    "or name one in THIDUA_CHROMIUM, then run `make test` again."
)


def find() -> Path | None:
    """The browser's program, or None where there is none."""
    named = os.environ.get("THIDUA_CHROMIUM")
    candidates = (named,) if named else NAMES
    return next((Path(found) for name in candidates if (found := shutil.which(name))), None)


def install() -> None:
    """Install Debian's package; needs root."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(["apt-get", *words], env=environment, check=True)


def main() -> int:
    """Make sure there is a Chromium: 0, or 1 with one line that says what to do."""
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if find() is None:
        sys.stderr.write(f"{ABSENT}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
