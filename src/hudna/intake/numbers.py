"""Numbers as lists write them: letters and Roman numerals."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def in_letters(number: int) -> str:
    """Return a number as letters, `a` to `z`, then `aa`, `ab`; as digits where it is below 1."""
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def in_roman(number: int) -> str:
    """Return a number as a lower-case Roman numeral; as digits outside 1 to 3999."""
    if not 1 <= number <= 3999:
        return str(number)
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral
