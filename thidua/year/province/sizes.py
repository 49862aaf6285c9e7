"""How much is written: a base of 600 people, and ten or a hundred times that."""

from dataclasses import dataclass

# One filing unit in ten is a department, office or union, three a commune, one a service, five are
# schools; each has two parts (teams, enterprises, households).
PARTS_PER_UNIT = 2
SCALES = (1, 10, 100)
YEARS = tuple(range(2016, 2026))
THIS_YEAR = YEARS[-1]
EARLIER = tuple(range(2004, YEARS[0]))


@dataclass(frozen=True)
class Size:
    """Counts at one scale; at 100 those of a province (design 5)."""

    scale: int

    @property
    def filing(self) -> int:
        """Units that file a dossier each year."""
        return 10 * self.scale

    @property
    def units(self) -> int:
        """All units, the province's committee among them."""
        return self.filing * (1 + PARTS_PER_UNIT)

    @property
    def people(self) -> int:
        """People, duplicates among them."""
        return 600 * self.scale

    @property
    def honours(self) -> int:
        """Honours in the register."""
        return 6000 * self.scale

    @property
    def nominees(self) -> int:
        """Nominees in each dossier."""
        return 20

    @property
    def dossiers(self) -> int:
        """Dossiers of all years."""
        return self.filing * len(YEARS)
