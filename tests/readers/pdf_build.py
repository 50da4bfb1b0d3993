"""A tiny PDF writer for the tests of the PDF reader."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0


@dataclass
class Sheet:
    """One page: content stream operators, collected; y is measured from the top as in the Document model."""

    width: float = WIDTH
    height: float = HEIGHT
    extra: str = ""
    operators: list[str] = field(default_factory=list)
    form_content: str | None = None

    def text(self, x: float, y: float, text: str, size: float = 10, colour: str = "0 g", mode: int = 0) -> Sheet:
        """Text with its baseline y below the top of the page. Characters beyond Latin-1 go through a CJK font."""
        font, shown = ("F1", _literal(text)) if text.isascii() else ("F2", f"<{text.encode('utf-16-be').hex()}>")
        self.operators.append(f"BT {colour} {mode} Tr /{font} {size} Tf 1 0 0 1 {x} {self.height - y} Tm {shown} Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str = "0 G") -> Sheet:
        self.operators.append(f"{colour} 0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def rect(self, x0: float, y0: float, x1: float, y1: float, paint: str = "S", colour: str = "0 g 0 G") -> Sheet:
        self.operators.append(f"{colour} {x0} {self.height - y1} {x1 - x0} {y1 - y0} re {paint}")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        """All lines of a plain table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def image(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.operators.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1} cm /I1 Do Q")
        return self

    def form(self, content: str, matrix: str) -> Sheet:
        """A form XObject with this content, placed by a matrix of six numbers (pdf coordinates)."""
        self.form_content = content
        self.operators.append(f"q {matrix} cm /X1 Do Q")
        return self


def _literal(text: str) -> str:
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def pdf(*sheets: Sheet, encrypt: str = "") -> bytes:
    """The bytes of a PDF with these pages. Helvetica for ASCII, an unembedded full-width CJK font for the rest."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 6 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x80\nendstream",
    ]
    kids: list[int] = []
    for sheet in sheets:
        content = "\n".join(sheet.operators).encode("latin-1")
        form = sheet.form_content
        resources = "/Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I1 7 0 R"
        if form is not None:
            objects.append(
                f"<< /Type /XObject /Subtype /Form /BBox [0 0 {sheet.width} {sheet.height}] /Length {len(form)} >>"
                f"\nstream\n{form}\nendstream".encode("latin-1")
            )
            resources += f" /X1 {len(objects)} 0 R"
        resources += " >>"
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        stream = len(objects)
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {sheet.extra}"
                f" /Resources << {resources} >> /Contents {stream} 0 R >>"
            ).encode("latin-1")
        )
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {encrypt} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
