from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.intake.names import is_furniture, order, raw_name, resolved, safe_name, shown_name
from firstseen.intake.tree import FolderTree


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Харків/вибух.jpg".encode(), "Харків/вибух.jpg"),
        ("صورة من غزة.jpg".encode(), "صورة من غزة.jpg"),
        ("Харків.jpg".encode("cp1251"), r"\xd5\xe0\xf0\xea\xb3\xe2.jpg"),
        (b"new\nline.jpg", r"new\x0aline.jpg"),
        ("turned\u202egpj.exe".encode(), r"turned\xe2\x80\xaegpj.exe"),
        ("at 3.00\u202fPM.png".encode(), "at 3.00\u202fPM.png"),
        (rb"back\slash.jpg", r"back\slash.jpg"),
        (rb"looks \xff escaped", r"looks \x5cxff escaped"),
    ],
)
def test_names_are_shown_readably_and_lead_back_to_their_bytes(raw: bytes, shown: str) -> None:
    assert shown_name(raw) == shown
    assert raw_name(shown) == raw


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40))
def test_every_name_leads_back_to_its_bytes(raw: bytes) -> None:
    shown = shown_name(raw)
    assert raw_name(shown) == raw
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not set(shown) & set("\n\r\x00\x1b\u202e")


def test_files_of_a_folder_come_before_its_subfolders() -> None:
    names = [
        "page_files/a.png",
        "page-Dateien/x.html",
        "page.html",
        "z.jpg",
        "page_files/sub/b.png",
        "page_files/c.png",
    ]
    assert sorted(names, key=order) == [
        "page.html",
        "z.jpg",
        "page-Dateien/x.html",
        "page_files/a.png",
        "page_files/c.png",
        "page_files/sub/b.png",
    ]


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "nul\0"])
def test_names_that_lead_elsewhere_are_not_safe(name: str) -> None:
    assert not safe_name(name)


def test_furniture_is_known_in_any_letter_case() -> None:
    assert all(map(is_furniture, [".DS_Store", "THUMBS.DB", "Desktop.ini", "__MACOSX", "._photo.jpg", ".git"]))
    assert not any(map(is_furniture, ["photo.jpg", ".hidden.jpg", "git", "_photo.jpg"]))


@pytest.fixture
def tree(tmp_path: Path) -> FolderTree:
    for name in ["tables/posts.csv", "tables/a b.jpg", "pictures/кіт.jpg", "pictures/e\u0301te\u0301.jpg"]:
        path = tmp_path / "case" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "secret.jpg").write_bytes(b"x")
    return FolderTree(tmp_path / "case")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a b.jpg", "tables/a b.jpg"),
        ("./a b.jpg", "tables/a b.jpg"),
        ("../pictures/кіт.jpg", "pictures/кіт.jpg"),
        ("..\\pictures\\кіт.jpg", "pictures/кіт.jpg"),
        ("../pictures/\u00e9t\u00e9.jpg", "pictures/e\u0301te\u0301.jpg"),
        ("not there.jpg", None),
        ("nul\0.jpg", None),
        ("", None),
    ],
)
def test_a_path_in_a_file_means_a_file_beside_it(tree: FolderTree, path: str, name: str | None) -> None:
    assert resolved(tree, "tables/posts.csv", path) == name


@pytest.mark.parametrize(
    "path",
    [
        "../../secret.jpg",
        "..\\..\\secret.jpg",
        "/etc/passwd",
        "\\\\server\\share\\x.jpg",
        "C:\\pictures\\x.jpg",
        "~/x.jpg",
        "file:///etc/passwd",
        "file:/etc/passwd",
        "ftp://host/x.jpg",
        "data:image/png;base64,AAAA",
        "http://[broken/x.jpg",
    ],
)
def test_a_path_that_leads_out_is_not_looked_at(tree: FolderTree, path: str) -> None:
    with pytest.raises(ValueError, match="outside the source"):
        resolved(tree, "tables/posts.csv", path)
