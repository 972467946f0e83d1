"""One reader per kind of source: items, their media, words and stated times."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from firstseen.errors import WrongUseError
from firstseen.intake.archive_tar import PackedReader, TarReader
from firstseen.intake.archive_zip import ZipReader
from firstseen.intake.auto_archiver.reader import AutoArchiverReader
from firstseen.intake.bluesky.repository import BlueskyRepositoryReader
from firstseen.intake.bluesky.views import BlueskyReader
from firstseen.intake.download_notes import DownloadNotesReader
from firstseen.intake.mail import MailReader
from firstseen.intake.mastodon import MastodonReader
from firstseen.intake.meta.reader import MetaReader
from firstseen.intake.mhtml import MhtmlReader
from firstseen.intake.pdf import PdfReader
from firstseen.intake.posts_table import PostsTableReader
from firstseen.intake.saved_page import SavedPageReader
from firstseen.intake.source import Reader
from firstseen.intake.telegram.html_export import TelegramHtmlReader
from firstseen.intake.telegram.json_export import TelegramJsonReader
from firstseen.intake.wacz import WaczReader
from firstseen.intake.warc import WarcReader
from firstseen.intake.whatsapp.reader import WhatsAppReader
from firstseen.intake.x.archive import XArchiveReader
from firstseen.intake.x.collected import XPostsReader
from firstseen.intake.zeeschuimer.reader import ZeeschuimerReader

__all__ = ["PLUG_INS", "READERS", "known_readers"]

PLUG_INS = "firstseen.readers"
"""The group of entry points under which other packages add readers: each names a class without arguments."""


@cache
def known_readers() -> tuple[Reader, ...]:
    """All readers: ours, then those of plug-ins by name. Raises `WrongUseError` naming a plug-in that does not work."""
    readers = list(READERS)
    for entry in sorted(entry_points(group=PLUG_INS), key=lambda entry: entry.name):
        try:
            reader = entry.load()()
            name = reader.name
            complete = isinstance(name, str) and callable(reader.fits) and callable(reader.read)
        except Exception as error:
            raise WrongUseError(
                f"the reader {entry.name!r} ({entry.value}) cannot be loaded: {error}",
                advice="Take the package that brings it away, or mend it.",
            ) from error
        if not complete or any(name == other.name for other in readers):
            why = "has a name that another reader has" if complete else "is not a reader"
            raise WrongUseError(
                f"the reader {entry.name!r} ({entry.value}) {why}",
                advice="See docs/adding-a-reader.md.",
            )
        readers.append(reader)
    return tuple(readers)


READERS: tuple[Reader, ...] = (
    WaczReader(),
    ZipReader(inside=known_readers),
    WarcReader(),
    TarReader(inside=known_readers),
    PackedReader(inside=known_readers),
    TelegramJsonReader(),
    TelegramHtmlReader(),
    WhatsAppReader(),
    ZeeschuimerReader(),
    XArchiveReader(),
    XPostsReader(),
    PdfReader(),
    MhtmlReader(),
    MailReader(inside=known_readers),
    MastodonReader(),
    AutoArchiverReader(),
    DownloadNotesReader(),
    MetaReader(),
    BlueskyReader(),
    BlueskyRepositoryReader(),
    SavedPageReader(),
    PostsTableReader(),
)
"""The readers that come with the program, in the order they are asked. Of two general ones the first takes a file."""
