"""PDFs as newspapers, browsers and scanners make them, written object by object (ISO 32000), with pictures inside."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["PdfPage", "PdfPicture", "pdf"]


@dataclass(frozen=True)
class PdfPicture:
    """A JPEG at (x, y), its lower left corner in points, `width` x `height` points; its own size is `pixels`.

    `raw` pixels (RGB) instead of a JPEG where they are given. `in_form`: inside a form that moves it by (`x`, `y`).
    """

    data: bytes
    pixels: tuple[int, int]
    x: float
    y: float
    width: float
    height: float
    raw: bool = False
    in_form: bool = False


@dataclass(frozen=True)
class PdfPage:
    """A page in points; `lines` are (x, y of the baseline, size, text); `invisible`: the letters of OCR."""

    width: float = 595
    height: float = 842
    lines: Sequence[tuple[float, float, float, str]] = ()
    pictures: Sequence[PdfPicture] = ()
    invisible: bool = False
    rotate: int = 0


@dataclass
class _Writer:
    objects: list[bytes] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def stream(self, head: str, data: bytes) -> int:
        return self.add(f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")


def pdf(pages: Sequence[PdfPage], info: dict[str, str] | None = None) -> bytes:
    """The bytes of the document; `info` is its information dictionary ("CreationDate": "D:20220225083012+02'00'")."""
    writer = _Writer()
    catalogue, tree = writer.add(b""), writer.add(b"")
    font = writer.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = [_page(writer, page, tree, font) for page in pages]
    writer.objects[catalogue - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    writer.objects[tree - 1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    fields = " ".join(f"/{name} ({text})" for name, text in (info or {}).items())
    about = writer.add(f"<< {fields} >>".encode("latin-1"))
    return _written(writer.objects, catalogue, about)


def _page(writer: _Writer, page: PdfPage, tree: int, font: int) -> int:
    content, resources = [], []
    for number, picture in enumerate(page.pictures):
        coding = "/FlateDecode" if picture.raw else "/DCTDecode"
        data = zlib.compress(picture.data) if picture.raw else picture.data
        head = (
            f"/Type /XObject /Subtype /Image /Width {picture.pixels[0]} /Height {picture.pixels[1]} "
            f"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter {coding}"
        )
        image = writer.stream(head, data)
        placed = f"q {picture.width} 0 0 {picture.height} %s %s cm /I{number} Do Q"
        if picture.in_form:
            inside = placed % (0, 0)
            image = writer.stream(
                f"/Type /XObject /Subtype /Form /BBox [0 0 {picture.width} {picture.height}] "
                f"/Matrix [1 0 0 1 {picture.x / 2} 0] /Resources << /XObject << /I{number} {image} 0 R >> >>",
                inside.encode(),
            )
            content.append(f"q 1 0 0 1 {picture.x / 2} {picture.y} cm /I{number} Do Q")
        else:
            content.append(placed % (picture.x, picture.y))
        resources.append(f"/I{number} {image} 0 R")
    for x, y, size, text in page.lines:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        mode = "3 Tr " if page.invisible else ""
        content.append(f"BT {mode}/F {size} Tf {x} {y} Td ({escaped}) Tj ET")
    drawing = writer.stream("", "\n".join(content).encode("cp1252"))
    return writer.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
        f"/Contents {drawing} 0 R /Resources << /Font << /F {font} 0 R >> "
        f"/XObject << {' '.join(resources)} >> >> >>".encode()
    )


def _written(objects: Sequence[bytes], catalogue: int, about: int) -> bytes:
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        data += f"{place:010d} 00000 n \n".encode()
    data += f"trailer\n<< /Size {len(objects) + 1} /Root {catalogue} 0 R /Info {about} 0 R >>\n".encode()
    return bytes(data + f"startxref\n{table}\n%%EOF\n".encode())
