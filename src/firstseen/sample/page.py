"""The saved page of the sample case: a newspaper's article with its folder of pictures."""

from __future__ import annotations

from html import escape

__all__ = ["FOLDER", "PAGE", "page"]

PAGE = "High water in Velmora.html"
FOLDER = "High water in Velmora_files"

_FIGURES = (
    (
        "mill-street-1200.jpg",
        "Mill Street in Velmora on Tuesday before noon.",
        "A flooded street with cars in brown water",
        "Photo: sent by a reader",
    ),
    (
        "old-bridge-900.jpg",
        "The Old Bridge on Tuesday evening, one metre above the water.",
        "A stone bridge with high water at dusk",
        "Photo: Tamsin Orrell / The Ilven Courier",
    ),
    ("sandbags-900.jpg", "The wall of sandbags on the quay.", "Sandbags in front of a river", "Photo: Velmora Helpers"),
    ("market-600.jpg", "Dremna's market square in the rain.", "A clock tower in the water", "Photo: agency"),
)


def page() -> str:
    """The HTML of the page. One of its captions names another town than the picture's author did."""
    figures = "\n".join(
        f'<figure><img src="./{escape(FOLDER)}/{name}" alt="{escape(alt)}">'
        f'<figcaption>{escape(caption)} <span class="credit">{escape(credit)}</span></figcaption></figure>'
        for name, caption, alt, credit in _FIGURES
    )
    return f"""<!DOCTYPE html>
<!-- saved from url=(0058)https://ilven-courier.example/2024/05/high-water-in-velmora -->
<html lang="en"><head><meta charset="utf-8">
<title>High water in Velmora - The Ilven Courier</title>
<link rel="canonical" href="https://ilven-courier.example/2024/05/high-water-in-velmora">
<meta property="og:type" content="article">
<meta property="og:site_name" content="The Ilven Courier">
<meta property="article:published_time" content="2024-05-15T05:30:00+02:00">
<meta property="article:modified_time" content="2024-05-15T11:05:00+02:00">
<meta name="author" content="Edda Marrick">
</head><body><article>
<h1>High water in Velmora</h1>
<p class="byline">By Edda Marrick, <time datetime="2024-05-15T05:30:00+02:00">15 May 2024</time></p>
<p>The Ilven reached its highest level on record in the night to Wednesday. Some four hundred people spent the night in
the sports hall on the hill; nobody is missing.</p>
{figures}
<p>The next crest is expected towards the weekend. The Old Bridge stays closed.</p>
</article></body></html>
"""
