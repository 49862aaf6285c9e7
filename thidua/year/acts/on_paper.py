"""An event that was done on paper: `on_paper: {doer: code, done_on: ISO day, scan: file}`."""

from thidua.common.clock import office_day
from thidua.documents.on_paper import DoneOnPaper
from thidua.documents.uploads import SCANS, Upload, checked
from thidua.year.world import Given, World


def done_on_paper(world: World, given: Given) -> DoneOnPaper | None:
    """Who did it and when (the event's day where none is given), with the scan of the folder.

    None where the event was done in the program.
    """
    if not given.has("on_paper"):
        return None
    told = Given(given.mapping("on_paper"))
    scan = scan_of(world, told, "scan")
    day = told.day("done_on") or office_day()
    return DoneOnPaper(world.person(told.text("doer")), day, scan)


def scan_of(world: World, given: Given, key: str) -> Upload | None:
    """The scan in the folder that `key` names; None where it names none."""
    if not given.has(key):
        return None
    file = world.folder.file(given.text(key))
    return checked(file.read_bytes(), file.name, SCANS)
