from __future__ import annotations

import io

import pytest

from firstseen.intake import table_text
from firstseen.intake.table_text import encoding_of

UKRAINIAN = "post_id,text\n1,Вибух біля вокзалу, люди біжать до підвалу\n2,Свідки кажуть, що все горить\n"
ARABIC = "post_id,text\n1,انفجار في وسط المدينة قرب السوق الكبير\n2,شهود عيان يتحدثون عن حريق\n"
FRENCH = "post_id,text\n1,Où était la fumée ? Près de la forêt, à côté du théâtre brûlé\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "utf-8"),
        (UKRAINIAN, "utf-8-sig"),
        (UKRAINIAN, "utf-16"),
        (UKRAINIAN, "utf-16-le"),
        (UKRAINIAN, "utf-16-be"),
        (UKRAINIAN, "cp1251"),
        (ARABIC, "utf-16"),
        (ARABIC, "cp1256"),
        (FRENCH, "latin-1"),
        ("post_id,text\n1,plain\n", "ascii"),
        ("", "utf-8"),
    ],
)
def test_the_words_are_read_whatever_they_were_written_in(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    name, errors = encoding_of(io.BytesIO(data))
    assert data.decode(name, errors) == text


def test_letters_that_come_late_still_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_text, "_CHUNK", 1000)
    data = b"1,plain words\n" * 2000 + UKRAINIAN.encode("cp1251")
    name, errors = encoding_of(io.BytesIO(data))
    assert data.decode(name, errors).endswith(UKRAINIAN)
    late = b"x" * 999 + "ї".encode()
    assert encoding_of(io.BytesIO(late))[0] == "utf-8"


def test_a_damaged_byte_does_not_turn_utf8_into_something_else() -> None:
    data = UKRAINIAN.encode().replace(b"1,", b"1,\xff", 1)
    name, errors = encoding_of(io.BytesIO(data))
    assert name == "utf-8"
    assert data.decode(name, errors) == UKRAINIAN.replace("1,", "1,\\xff", 1)
    cut = UKRAINIAN.encode() + b"\xd0"
    assert encoding_of(io.BytesIO(cut))[0] == "utf-8"


def test_bytes_that_no_letters_explain_are_kept_visible() -> None:
    data = b"post_id,text\n1," + bytes(range(128, 256)) * 3 + b"\n"
    name, errors = encoding_of(io.BytesIO(data))
    assert data.decode(name, errors).startswith("post_id,text\n1,")
