"""Numbers and money as Vietnamese papers and pages write them."""


def grouped(number: int) -> str:
    """1250000 as "1.250.000"."""
    return f"{number:,}".replace(",", ".")


def dong(amount: int) -> str:
    """Whole đồng: "1.390.000 đồng"."""
    return f"{grouped(amount)} đồng"
