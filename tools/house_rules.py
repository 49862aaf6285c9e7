"""Rules of this project that no linter knows; each carries examples that its test runs.

python -m tools.house_rules     # lists what breaks one, exit 1
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.tree import ROOT, is_test, tracked


@dataclass(frozen=True)
class Rule:
    """One rule: which files it is about, what in them breaks it, examples of both kinds.

    `find` takes a file's text and yields the lines (from 1) that break the rule.
    An example is a path and the text in it.
    """

    name: str
    why: str
    applies: Callable[[Path], bool]
    find: Callable[[str], Iterator[int]]
    good: tuple[tuple[str, str], ...]
    bad: tuple[tuple[str, str], ...]

    def broken(self, path: Path, text: str) -> Iterator[str]:
        """A line for each place of the file that breaks the rule."""
        if self.applies(path):
            for line in sorted(set(self.find(text))):
                yield f"{path}:{line}: {self.name}: {self.why}"


def _calls(text: str) -> Iterator[tuple[ast.Call, str]]:
    """Calls with a dotted name, as (node, `a.b.c`); a part that is no name is `?`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, _dotted(node.func)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _is_module(path: Path) -> bool:
    return path.suffix == ".py" and "migrations" not in path.parts


def _is_app_module(path: Path) -> bool:
    return path.parts[0] == "thidua" and _is_module(path) and not is_test(path)


def _is_template(path: Path) -> bool:
    return path.parts[0] == "thidua" and path.suffix == ".html"


def _is_view(path: Path) -> bool:
    return _is_app_module(path) and ("views" in path.parts or path.stem.startswith("views"))


def _manager_use(text: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield node.lineno


def _inline_imports(text: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner.lineno


_CLOCKS = re.compile(
    r"(^|\.)(datetime\.(now|today|utcnow)|date\.today|timezone\.(now|localdate|localtime)"
    r"|time\.time)$"
)
# The office's day is told by one module; system time is read by security, the journal and jobs.
_CLOCK_KEEPERS = ("thidua/common/clock.py", "thidua/accounts/", "thidua/audit/", "thidua/config/")


def _clock_reads(text: str) -> Iterator[int]:
    for node, name in _calls(text):
        if _CLOCKS.search(name):
            yield node.lineno


def _minds_clock(path: Path) -> bool:
    return _is_app_module(path) and not path.as_posix().startswith(_CLOCK_KEEPERS)


_WRITES = frozenset(
    {
        "create",
        "acreate",
        "update_or_create",
        "get_or_create",
        "bulk_create",
        "bulk_update",
        "delete",
        "adelete",
    }
)
# Writers beside the actions: the engine that performs them, the journal, people's accounts and
# sessions, files, papers and numbers taken within an act, the demo's movable day, a year's loaders.
_WRITERS = (
    "thidua/workflow/",
    "thidua/audit/",
    "thidua/accounts/",
    "thidua/config/",
    "thidua/documents/files.py",
    "thidua/documents/on_paper.py",
    "thidua/documents/registers.py",
    "thidua/year/",
    "thidua/common/clock.py",
)


def _minds_writes(path: Path) -> bool:
    if not _is_app_module(path) or path.as_posix().startswith(_WRITERS):
        return False
    return "actions" not in path.parts and not path.stem.startswith("actions")


def _writes(text: str) -> Iterator[int]:
    """Calls that write rows: `.save()`, `.create()`, `.delete()`, `.update(name=…)`, in bulk too.

    `.update({...})` is a dictionary's; `.save(path)` is a document's, `.save()` a row's.
    """
    for node, name in _calls(text):
        if _is_write(node, name.rpartition(".")[2]):
            yield node.lineno


def _is_write(node: ast.Call, verb: str) -> bool:
    if verb == "save":
        return not node.args
    if verb == "update":
        # Whether the call hangs on a queryset: `objects`, `filter(...)` and the like in its chain.
        chain = re.search(r"\b(objects|filter|exclude|all|\w+_set)\b", ast.unparse(node.func))
        return bool(node.keywords and not node.args and chain)
    return verb in _WRITES


_MACHINE_PATH = re.compile(r"(?<![\w.~{}/-])/(?:work|tmp|home|root|Users|opt/pypi)/(?=[\w.])")
_REGISTRY = re.compile(
    "|".join(
        re.escape(".".join(host))
        for host in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("registry", "yarnpkg", "com"),
            ("unpkg", "com"),
            ("jsdelivr", "net"),
            ("deb", "debian", "org"),
        )
    )
)


def _matching(pattern: re.Pattern[str]) -> Callable[[str], Iterator[int]]:
    def find(text: str) -> Iterator[int]:
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield number

    return find


def _is_ours(path: Path) -> bool:
    """Everything but this module, whose examples are such lines."""
    return path.as_posix() != "tools/house_rules.py"


VIEW = "thidua/dossiers/views.py"
QUERY = "thidua/dossiers/queries.py"
ACTION = "thidua/dossiers/actions.py"

PAGE = "thidua/dossiers/templates/dossiers/dossier.html"
ADDRESSES = "thidua/dossiers/urls.py"

RULES = (
    Rule(
        "keys in pages are plain numbers",
        "write {{ row.pk|unlocalize }}: a page groups digits, and 1234 would read 1.234",
        _is_template,
        _matching(re.compile(r"\{\{ *[\w.]*(?:\.pk|(?<!auto)_id) *\}\}")),
        good=((PAGE, '<a id="row-{{ row.pk|unlocalize }}">'), (PAGE, "{{ field.auto_id }}")),
        bad=((PAGE, '<a id="row-{{ row.pk }}">'), (PAGE, "?unit={{ row.unit_id }}")),
    ),
    Rule(
        "addresses name rows by key",
        "write <key:pk>: <int:pk> lets numbers through that fail in the database",
        _is_app_module,
        _matching(re.compile(r"<int:\w+>")),
        good=((ADDRESSES, 'path("ho-so/<key:pk>/", page)'),),
        bad=((ADDRESSES, 'path("ho-so/<int:pk>/", page)'),),
    ),
    Rule(
        "views read through queries",
        "call a function of queries.py, which takes the user or a visible queryset",
        _is_view,
        _manager_use,
        good=((VIEW, "rows = visible_dossiers(user)"), (QUERY, "Dossier.objects.all()")),
        bad=(
            (VIEW, "rows = Dossier.objects.filter(unit=unit)"),
            ("thidua/dossiers/views/lists.py", "Dossier.objects.all()"),
        ),
    ),
    Rule(
        "imports stand at the top",
        "move the import to the head of the module, or the code to where it may import",
        _is_module,
        _inline_imports,
        good=((VIEW, "import json\n\ndef view():\n    return json"),),
        bad=(
            (VIEW, "def view():\n    import json"),
            ("tests/test_a.py", "class A:\n    async def b(self):\n        from a import c"),
        ),
    ),
    Rule(
        "nothing else reads a clock",
        "take the office's day from thidua.common.clock.office_day(), or the date as an argument",
        _minds_clock,
        _clock_reads,
        good=(
            (ACTION, "day = office_day()"),
            ("thidua/audit/recording.py", "at = timezone.now()"),
            ("thidua/common/clock.py", "date.today()"),
            ("thidua/dossiers/tests/test_actions.py", "date.today()"),
        ),
        bad=(
            (ACTION, "day = date.today()"),
            (ACTION, "at = datetime.datetime.now(tz=UTC)"),
            (QUERY, "at = timezone.now()"),
            (VIEW, "at = time.time()"),
        ),
    ),
    Rule(
        "writes stand in actions",
        "move the write into an action, which locks, asks the policy and writes the journal",
        _minds_writes,
        _writes,
        good=(
            (ACTION, "Dossier.objects.create(unit=unit)"),
            ("thidua/dossiers/actions/submission.py", "dossier.save(update_fields=['state'])"),
            ("thidua/year/loading.py", "Person.objects.bulk_create(people)"),
            (QUERY, "counts.update({'a': 1})"),
            (QUERY, "hasher.update(data)"),
            ("thidua/documents/word.py", "document.save(path)"),
            ("thidua/dossiers/tests/factories.py", "Dossier.objects.create(unit=unit)"),
        ),
        bad=(
            (VIEW, "dossier.save()"),
            (VIEW, "dossier.save(update_fields=['state'])"),
            (QUERY, "Dossier.objects.create(unit=unit)"),
            (QUERY, "Dossier.objects.filter(unit=unit).update(state='done')"),
            (QUERY, "rows.delete()"),
            ("thidua/dossiers/forms.py", "Dossier.objects.bulk_create(rows)"),
        ),
    ),
    Rule(
        "no paths of one machine",
        "take the path from a setting, an argument or the module's own place",
        _is_ours,
        _matching(_MACHINE_PATH),
        good=(
            ("docs/start.md", "folder /var/lib/thidua, address https://a.vn/home/page"),
            (VIEW, "path('work/', home)"),
        ),
        bad=(
            (VIEW, "open('/tmp/a')"),
            ("docs/start.md", "see /home/lan/thidua"),
            ("Makefile", "cd /" + "work/main"),
        ),
    ),
    Rule(
        "no package registry is named",
        "leave the host to the machine's own settings of pip and npm",
        _is_ours,
        _matching(_REGISTRY),
        good=(("docs/start.md", "from PyPI"), ("README.md", "https://www.python.org/")),
        bad=(
            ("requirements/base.txt", "--index-url https://" + "pypi.org/simple"),
            ("package-lock.json", '"resolved": "https://' + 'registry.npmjs.org/a"'),
        ),
    ),
)


def offenders(root: Path = ROOT) -> Iterator[str]:
    """Every place of the tree that breaks a rule, one line each."""
    for path in tracked(root):
        try:
            text = (root / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for rule in RULES:
            yield from rule.broken(path, text)


def main() -> int:
    """List the offenders: 1 where there are any."""
    found = list(offenders())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
