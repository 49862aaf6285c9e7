"""The law that gave a stored verdict, kept whole: an old verdict can be given again.

A rule set is named by the digest of what its files and the office's own rules say and by the
engine's version. What is kept is their text, as it was loaded.
"""

import json
import lzma
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.eligibility.models import RuleSet
from thidua.rules import Law, default_law, load_law
from thidua.rules.loading import default_folder, law_files, read_text

# Bumped when the same law and facts could give another verdict.
ENGINE = "1"
_LAWS_KEPT = 4
# Under this folder of what is kept lie an office's own rules; the law that ships has none.
_OWN = "own/"


def law_of(digest: str) -> Law:
    """The law of that digest: the one in force, or one kept; some are held in memory.

    Refuses one that is not kept (code `unknown_law`).
    """
    law = default_law()
    if digest == law.digest:
        return law
    found = RuleSet.objects.filter(digest=digest).order_by("-pk").first()
    if found is None:
        raise refuse(
            "unknown_law",
            _("The law that gave this verdict was not kept."),
            cure=_("Judge again by the law of today."),
        )
    return law_in(bytes(found.content))


@lru_cache(_LAWS_KEPT)
def law_in(content: bytes) -> Law:
    """The law that packed files hold, read as strictly as any."""
    files: dict[str, str] = json.loads(lzma.decompress(content))
    own = [(path.removeprefix(_OWN), text) for path, text in files.items() if path.startswith(_OWN)]
    with TemporaryDirectory(prefix="thidua-law-") as name:
        folder = Path(name)
        for path, text in files.items():
            if not path.startswith(_OWN):
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        return load_law(folder, own)


@lru_cache(_LAWS_KEPT)
def packed(law: Law) -> bytes:
    """The files that ship with the program and the own rules of `law`, which was read from them."""
    folder = default_folder()
    files = {
        path.relative_to(folder).as_posix(): read_text(path, path.name)
        for path in law_files(folder)
    }
    files |= {f"{_OWN}{name}": text for name, text in law.own}
    return lzma.compress(json.dumps(files, ensure_ascii=False, sort_keys=True).encode())
