"""Sign officials in on a copy of the province and write down what each of them does.

python -m bench.loading.prepare FOLDER PLAN.json --officials N [--url URL]

The plan is JSON: `officials`, each with `role`, `cookie`, `csrf`, `static` (files that a first
visit asks for) and `acts`; an act has `kind`, `weight`, `address`, and `forms` where it writes.
"""

import argparse
import importlib
import json
import secrets
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from thidua.year.places import point_at

# Of so many officials one comes with an empty browser.
NEW_BROWSER = 10


def main() -> int:
    """Stand on the database, choose and sign in the officials, write the plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--officials", type=int, required=True)
    parser.add_argument("--url", default="")
    args = parser.parse_args()
    # The demo, since its office's day can be set to that of the province.
    point_at(args.folder, demo=True, url=args.url)
    # Only now that Django stands.
    cast = importlib.import_module("bench.loading.cast")
    cast.stand_on_the_day()
    officials = []
    for number, (role, user) in enumerate(islice(cast.officials(args.officials), args.officials)):
        csrf = secrets.token_hex(16)
        officials.append(
            {
                "role": role,
                "csrf": csrf,
                "cookie": f"sessionid={cast.session_of(user)}; csrftoken={csrf}",
                "static": cast.static_files(user) if number % NEW_BROWSER == 0 else [],
                "acts": [asdict(act) for act in cast.acts_of(role, user)],
            }
        )
    args.plan.write_text(json.dumps({"officials": officials}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
