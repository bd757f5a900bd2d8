"""Units of money, length, area, weight, volume and share: words of the text enter, a unit's symbol leaves."""

from __future__ import annotations

import re

#: Signs before a figure; the longest first.
SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "NT$": "TWD", "NZ$": "NZD",
    "S$": "SGD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₹": "INR", "₩": "KRW", "₴": "UAH",
    "₺": "TRY",
}  # fmt: skip
SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))

_MONEY = {
    r"(?:u\.?s\.? )?dollars?|usd": "USD", r"euros?|eur": "EUR",
    r"(?:russian )?rou?bles?|(?:russian )?rubles?|rub": "RUB",
    r"yuan|renminbi|rmb|cny": "CNY", r"(?:pounds? sterling|british pounds?|gbp)": "GBP", r"yen|jpy": "JPY",
    r"(?:south korean )?won": "KRW", r"(?:indian )?rupees?": "INR", r"hryvnias?|hryvnya|uah": "UAH",
    r"(?:turkish )?lira": "TRY", r"(?:swiss )?francs?": "CHF", r"zlotys?": "PLN", r"shekels?": "ILS", r"rials?": "IRR",
    r"australian dollars?": "AUD", r"canadian dollars?": "CAD",
}  # fmt: skip
_MEASURES = {
    r"square[- ](?:miles?)|sq\.? ?mi(?:les?)?": "mi2", r"square[- ]kilomet(?:er|re)s?|sq\.? ?km|km2|km²": "km2",
    r"square[- ]met(?:er|re)s?|m2|m²": "m2", r"square[- ](?:feet|foot)": "ft2", r"hectares?": "ha", r"acres?": "acre",
    r"(?:nautical|sea)[- ]miles?": "nmi", r"miles?": "mi", r"kilomet(?:er|re)s?|kms?": "km", r"met(?:er|re)s?": "m",
    r"(?:feet|foot)": "ft", r"inch(?:es)?": "in", r"centimet(?:er|re)s?|cm": "cm", r"millimet(?:er|re)s?|mm": "mm",
    r"metric tons?|tonnes?|tons?": "t", r"kilotons?|kt": "kt", r"megatons?": "Mt", r"kilograms?|kilos?|kgs?": "kg",
    r"pounds?|lbs?": "lb", r"ounces?": "oz",
    r"(?:barrels?) (?:per|a) day|bpd": "bbl/d", r"barrels?": "bbl", r"cubic[- ]met(?:er|re)s?|m3|m³": "m3",
    r"bcm": "m3",
    r"cubic[- ](?:feet|foot)": "ft3", r"gallons?": "gal", r"lit(?:er|re)s?": "l",
    r"kilowatts?|kw": "kW", r"megawatts?|mw": "MW", r"gigawatts?|gw": "GW", r"terawatt[- ]hours?|twh": "TWh",
    r"kilomet(?:er|re)s? (?:per|an) hour|km/h|kph": "km/h", r"miles per hour|mph": "mph", r"knots?": "kn",
    r"bushels?": "bushel", r"degrees?(?: celsius)?": "deg",
}  # fmt: skip
_SHARES = {r"%|per ?cent|pct\.?": "%", r"percentage points?": "pp", r"basis points?": "bp"}

_ALL = {**_MONEY, **_MEASURES, **_SHARES}
#: Any unit after a figure, the longest way of writing it first.
UNIT = "|".join(sorted(_ALL, key=len, reverse=True))
_READ = tuple((re.compile(rf"(?:{written})\Z", re.IGNORECASE), symbol) for written, symbol in _ALL.items())
_FACTORS = {"bcm": 1e9}


def symbol(written: str) -> str | None:
    """The symbol of the unit that the words name.

    >>> symbol("square miles"), symbol("per cent"), symbol("roubles"), symbol("drills")
    ('mi2', '%', 'RUB', None)
    """
    return next((sign for pattern, sign in _READ if pattern.match(written)), None)


def factor(written: str) -> float:
    """By how much the written unit exceeds the one its symbol names; one for nearly all."""
    return _FACTORS.get(written.lower(), 1.0)
