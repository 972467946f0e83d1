"""Writing pages: templates with every value escaped, under a policy that lets nothing in from outside.

The policy was tried in chromium on file:// addresses. The one script stands inside each page and is allowed by its
SHA-256 and nothing else, so no other script runs, wherever it may come from. Styles and pictures are files beside the
page: 'self', and `file:` for browsers in which 'self' matches nothing on file:// addresses.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from firstseen import __version__
from firstseen.dossier import addresses, wording
from firstseen.dossier.cards import brief
from firstseen.model.copies import Copy

__all__ = ["Pages", "policy"]

_ROOM = Path(__file__).parent
_STYLE = "dossier.css"
_FILTERS = (
    wording.basis_lines,
    wording.basis_words,
    wording.confidence_words,
    wording.counted,
    wording.cut,
    wording.day_words,
    wording.kind_words,
    wording.lower_first,
    wording.moving_clock,
    wording.noun,
    wording.moment_words,
    wording.number_words,
    wording.outcome_words,
    wording.printed_words,
    wording.relation_words,
    wording.reveal_controls,
    wording.size_words,
    wording.span_words,
    wording.sureness_words,
    wording.upper_first,
    wording.verdict_words,
    addresses.anchor,
    addresses.group_address,
    addresses.medium_address,
    addresses.pair_address,
    addresses.picture_address,
    addresses.small_picture_address,
    brief,
)


def policy(script: str) -> str:
    """The Content-Security-Policy of a page that holds `script`."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        "default-src 'none'; img-src 'self' file: data:; media-src 'self' file:; style-src 'self' file:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def percent(value: float) -> str:
    """A share of the width as SVG wants it, to a thousandth: the same on every machine."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def last_part(address: str) -> str:
    """The file name of an address."""
    return address.rpartition("/")[2]


def shows_more_of(copy: Copy, left: str, right: str, left_is_a: bool) -> str:
    """Which of two pictures, by their names on the page, shows more."""
    names = (left, right) if left_is_a else (right, left)
    return wording.shows_more_words(copy.shows_more, *names, wording.recording_words(copy))


def pair_picture(what: str, copy: Copy) -> str:
    """A picture of a pair's page, as that page names it: it lies beside it."""
    return last_part(addresses.pair_picture_address(copy.a, copy.b, what))


class Pages:
    """Writes pages into a folder. `common` is known to every page."""

    def __init__(self, folder: Path, **common: Any) -> None:
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(_ROOM / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for function in (*_FILTERS, percent, last_part, pair_picture, shows_more_of, wording.between):
            self._environment.filters[function.__name__] = function
        script = (_ROOM / "assets" / "dossier.js").read_text(encoding="utf-8")
        self._environment.globals.update(
            script=Markup(script),  # our own file, never words of a case
            policy=policy(script),
            style=f"assets/{_STYLE}",
            version=__version__,
            **common,
        )

    def write_style(self) -> None:
        """Put the style sheet into the folder."""
        target = self._folder / "assets" / _STYLE
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((_ROOM / "assets" / _STYLE).read_bytes())

    def write(self, address: str, template: str, **values: Any) -> None:
        """Write the page `address` (from the top folder) from a template.

        Lone surrogates, which file names that are not UTF-8 leave behind, become references browsers show as U+FFFD.
        """
        path = self._folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        text = self._environment.get_template(template).render(
            root=addresses.root_of(address), address=address, **values
        )
        path.write_bytes(text.encode("utf-8", "xmlcharrefreplace"))
