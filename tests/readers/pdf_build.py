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
    form_matrix: str = "1 0 0 1 0 0"
    annotations: list[str] = field(default_factory=list)

    def draw(self, operators: str) -> Sheet:
        """Operators as they are, in PDF coordinates."""
        self.operators.append(operators)
        return self

    def text(self, x: float, y: float, text: str, size: float = 10, colour: str = "0 g", mode: int = 0) -> Sheet:
        """Text with its baseline y below the top of the page. Characters beyond Latin-1 go through a CJK font."""
        font, shown = _shown(text)
        self.operators.append(f"BT {colour} {mode} Tr /{font} {size} Tf 1 0 0 1 {x} {self.height - y} Tm {shown} Tj ET")
        return self

    def turned(self, x: float, y: float, text: str, matrix: str, size: float = 10, colour: str = "0 g") -> Sheet:
        """Text that begins at a point and runs as the four numbers of the matrix say."""
        font, shown = _shown(text)
        at = f"{matrix} {x} {self.height - y} Tm"
        self.operators.append(f"BT {colour} 0 Tr /{font} {size} Tf {at} {shown} Tj ET")
        return self

    def vertical(self, x: float, y: float, text: str, size: float = 10) -> Sheet:
        """Chinese text set from top to bottom in vertical writing; x is the middle of the column, y its top."""
        shown = f"<{text.encode('utf-16-be').hex()}>"
        self.operators.append(f"BT 0 g 0 Tr /F3 {size} Tf 1 0 0 1 {x} {self.height - y} Tm {shown} Tj ET")
        return self

    def spaced(self, x: float, y: float, text: str, room: float, size: float = 10) -> Sheet:
        """Text with this much room (points) between its characters."""
        font, shown = _shown(text)
        self.operators.append(
            f"BT 0 g 0 Tr {room} Tc /{font} {size} Tf 1 0 0 1 {x} {self.height - y} Tm {shown} Tj 0 Tc ET"
        )
        return self

    def coded(self, x: float, y: float, codes: str, font: str, size: float = 10) -> Sheet:
        """Character codes in hex through a font: F4 maps A and B to fi, C to a variant of a character; F5 maps none."""
        self.operators.append(f"BT 0 g 0 Tr /{font} {size} Tf 1 0 0 1 {x} {self.height - y} Tm <{codes}> Tj ET")
        return self

    def annotation(self, kind: str, x0: float, y0: float, x1: float, y1: float, entries: str = "") -> Sheet:
        """An annotation or (kind Widget) a form field with these dictionary entries."""
        rect = f"[{x0} {self.height - y1} {x1} {self.height - y0}]"
        self.annotations.append(f"<< /Type /Annot /Subtype /{kind} /Rect {rect} /F 4 {entries} >>")
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

    def form(self, content: str, matrix: str, own: str = "1 0 0 1 0 0") -> Sheet:
        """A form XObject with this content and matrix of its own, placed by a matrix (pdf coordinates)."""
        self.form_content, self.form_matrix = content, own
        self.operators.append(f"q {matrix} cm /X1 Do Q")
        return self


def _shown(text: str) -> tuple[str, str]:
    return ("F1", _literal(text)) if text.isascii() else ("F2", f"<{text.encode('utf-16-be').hex()}>")


def hex_string(text: str) -> str:
    """A text string of a dictionary, in UTF-16."""
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _literal(text: str) -> str:
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def pdf(*sheets: Sheet, encrypt: str = "", tree: str = "") -> bytes:
    """The bytes of a PDF with these pages. Courier for ASCII, an unembedded full-width CJK font for the rest.

    `tree` are entries of the page tree's root, which the pages inherit; a Sheet without width has no box of its own.
    """
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
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-V /DescendantFonts [5 0 R] >>",
    ]
    fields: list[int] = []
    cmap = b"\n".join(
        [
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test def /CMapType 2 def",
            b"1 begincodespacerange <00> <ff> endcodespacerange",
            b"3 beginbfchar <41> <fb01> <42> <00660069> <43> <f90a> endbfchar endcmap end end",
        ]
    )
    objects += [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /ToUnicode 10 0 R >>",
        b"<< /Length %d >>\nstream\n" % len(cmap) + cmap + b"\nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Nameless /Encoding /Identity-H /DescendantFonts [12 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Nameless /DW 1000 /CIDToGIDMap /Identity"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R >>",
    ]
    kids: list[int] = []
    for sheet in sheets:
        content = "\n".join(sheet.operators).encode("latin-1")
        form = sheet.form_content
        resources = "/Font << /F1 3 0 R /F2 4 0 R /F3 8 0 R /F4 9 0 R /F5 11 0 R >> /XObject << /I1 7 0 R"
        if form is not None:
            objects.append(
                f"<< /Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000]"
                f" /Matrix [{sheet.form_matrix}] /Length {len(form)} >>"
                f"\nstream\n{form}\nendstream".encode("latin-1")
            )
            resources += f" /X1 {len(objects)} 0 R"
        resources += " >>"
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        stream = len(objects)
        notes: list[int] = []
        for entry in sheet.annotations:
            objects.append(entry.encode("latin-1"))
            notes.append(len(objects))
            if "/Subtype /Widget" in entry:
                fields.append(len(objects))
        box = f"/MediaBox [0 0 {sheet.width} {sheet.height}]" if sheet.width else ""
        annotations = f"/Annots [{_references(notes)}]" if notes else ""
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R {box} {sheet.extra} {annotations}"
                f" /Resources << {resources} >> /Contents {stream} 0 R >>"
            ).encode("latin-1")
        )
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{_references(kids)}] {tree} >>".encode()
    if fields:
        form_entry = f"/AcroForm << /Fields [{_references(fields)}] /DR << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        objects[0] = f"<< /Type /Catalog /Pages 2 0 R {form_entry} >>".encode()
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


def _references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
