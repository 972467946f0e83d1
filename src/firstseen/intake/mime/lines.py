"""A stream as lines: each with its ending, very long ones in pieces, counted and digested as they pass."""

from __future__ import annotations

import hashlib
import re
from typing import BinaryIO, Final

__all__ = ["LONGEST", "MAILBOX_START", "Lines"]

LONGEST: Final = 1 << 16
"""Bytes of one piece; RFC 5322 ends lines at 998, binary parts have none."""
MAILBOX_START: Final = re.compile(rb"From (?:- |\S+ +)(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d")
_ESCAPED: Final = re.compile(rb">+From ")


class Lines:
    """The lines of a mail; of a mailbox (mbox), those of one mail after the other.

    `starts`: whether what `next` gave last was the beginning of a line.
    """

    def __init__(self, stream: BinaryIO, *, mailbox: bool = False) -> None:
        self._stream = stream
        self._mailbox = mailbox
        self._held: bytes | None = None
        self._begun = self._ended = False
        self._after_line = True
        self._after_blank = False
        self.starts = True
        self.position = 0
        self._state = hashlib.sha256()
        self.size = 0

    def next_mail(self) -> bool:
        """Goes on to the next mail; False at the end of the stream. What is left of the present one is passed over."""
        if self._begun:
            while self.next():
                pass
        self._begun, self._ended = True, False
        self._state = hashlib.sha256()
        self.size = 0
        line = self._held if self._held is not None else self._read()
        self._after_line, self._after_blank = True, False
        self._held = None if self._mailbox and MAILBOX_START.match(line) else line
        return bool(line)

    def next(self) -> bytes:
        """The next line or piece of one; empty at the end of the mail."""
        if self._ended:
            return b""
        line = self._held if self._held is not None else self._read()
        self._held = None
        self.starts = self._after_line
        if self._mailbox and self.starts:
            if self._after_blank and MAILBOX_START.match(line):
                self._held, self._ended = line, True
                return b""
            if _ESCAPED.match(line):
                line = line[1:]
        self._ended = not line
        self._after_line = line.endswith(b"\n")
        self._after_blank = self.starts and line in (b"\n", b"\r\n")
        self._state.update(line)
        self.size += len(line)
        return line

    def _read(self) -> bytes:
        line = self._stream.readline(LONGEST)
        self.position += len(line)
        return line

    def digest(self) -> str:
        """SHA-256 of the present mail, as far as it was read."""
        return self._state.hexdigest()
