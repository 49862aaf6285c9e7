"""The console script: one table of commands, whose modules are loaded only when called."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from thidua import __version__
from thidua.common.errors import Refusal
from thidua.common.phrases import console_language


class Command(Protocol):
    """What a command's module offers. `run` returns the exit code."""

    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


# name: (module, needs Django)
COMMANDS: dict[str, tuple[str, bool]] = {
    "assess": ("thidua.rules.commands.assess", False),
    "law": ("thidua.rules.commands.law", False),
    "plan": ("thidua.plans.commands.plan", False),
    "score": ("thidua.scoring.commands.score", False),
    "year": ("thidua.year.commands.year", False),
    "demo": ("thidua.config.commands.demo", False),
    "audit": ("thidua.audit.commands.audit", True),
    "serve": ("thidua.config.commands.serve", True),
    "worker": ("thidua.config.commands.worker", True),
    "backup": ("thidua.config.commands.backup", True),
    "restore": ("thidua.config.commands.restore", True),
    "upgrade": ("thidua.config.commands.upgrade", True),
    "manage": ("thidua.config.commands.manage", False),
}


# These count the own rules of the office that runs here, where one does.
WITH_OWN_RULES = frozenset({"assess", "law"})


def _is_office() -> bool:
    """Whether the records of an office lie where settings look for them."""
    if "django" in sys.modules:
        return False  # Whoever calls has joined the two already.
    url = "THIDUA_DATABASE_URL"
    folder = Path(os.environ.get("THIDUA_DATA", "~/.local/share/thidua")).expanduser()
    is_named = any(os.environ.get(name) for name in (url, f"{url}_FILE"))
    return is_named or (folder / "thidua.sqlite3").is_file()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thidua")
    parser.add_argument("--version", action="version", version=f"thidua {__version__}")
    parser.add_argument("command", choices=COMMANDS, metavar="|".join(COMMANDS))
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 on success, 1 on a refusal (told on standard error), 2 on wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    # Help of a command comes from its own module; only what precedes the name is parsed here.
    head = words[:1] if words and words[0] in COMMANDS else words
    name = _parser().parse_args(head).command
    module_name, needs_django = COMMANDS[name]
    if needs_django or (name in WITH_OWN_RULES and _is_office()):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
        importlib.import_module("django").setup()
        importlib.import_module("django.utils.translation").activate(console_language())
    command = cast("Command", importlib.import_module(module_name))
    parser = argparse.ArgumentParser(prog=f"thidua {name}", description=command.HELP)
    command.configure(parser)
    args = parser.parse_args(words[1:])
    try:
        return command.run(args)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except BrokenPipeError:
        # The reader of a pipe went away (`thidua law show … | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
