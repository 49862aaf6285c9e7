"""Write the folder, or with `--check` tell which files differ from what would be written."""

import argparse
import sys
from pathlib import Path

from tools.chi_linh.files import all_files
from tools.chi_linh.scans import all_scans
from tools.chi_linh.world import build_world

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "chi-linh-2018"


def main() -> int:
    """Exit code 0 when the files are written or the same, 1 when `--check` finds a difference."""
    parser = argparse.ArgumentParser(prog="python -m tools.chi_linh", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--check", action="store_true", help="write nothing")
    args = parser.parse_args()
    differing = []
    made = {name: text.encode() for name, text in all_files().items()}
    for name, content in {**made, **all_scans(build_world())}.items():
        path: Path = args.folder / name
        if path.exists() and path.read_bytes() == content:
            continue
        differing.append(name)
        if not args.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for name in differing:
        print(f"{'differs' if args.check else 'wrote'}: {name}")
    return 1 if args.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
