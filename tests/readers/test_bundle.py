"""Reports in zips."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_build import docx, p

from bundles import bomb, in_code_page, with_password, zipped
from reportparse.errors import ReadError
from reportparse.readers import contents, digest, head, read
from reportparse.readers.beyond import RATIO_FREE_BYTES
from reportparse.readers.bundle import Refused, is_bundle, member, members, split
from reportparse.readers.detect import detect


def made(folder: Path, data: bytes, name: str = "包.zip") -> str:
    file = folder / name
    file.write_bytes(data)
    return str(file)


def listed(path: str) -> list[str]:
    """What a bundle holds, without the bundle's own name; refused members with their code."""
    found = members(path, lambda label: label.endswith((".docx", ".pdf")))
    return [
        (f"{item.code} {item.name}" if isinstance(item, Refused) else item)
        .replace(path, "")
        .replace(" !", " ")
        .strip("! ")
        for item in found
    ]


def test_members_come_by_folder_and_name_and_are_read_by_their_label(tmp_path: Path) -> None:
    report = docx(p("正文"))
    path = made(tmp_path, zipped({"b/2.docx": report, "a.docx": b"x", "b/1.pdf": b"y", "b/": b"", "readme": b"z"}))
    assert listed(path) == ["a.docx", "b/1.pdf", "b/2.docx"]
    name = f"{path}!b/2.docx"
    assert (contents(name), head(name, 4), digest(name)) == (report, report[:4], hashlib.sha256(report).hexdigest())
    source = read(name).source
    assert (source.path, source.sha256, source.format) == (name, digest(name), "docx")
    assert list(tmp_path.iterdir()) == [tmp_path / "包.zip"]


def test_zips_within_zips(tmp_path: Path) -> None:
    inner = zipped({"报告.docx": b"x"})
    middle = zipped({"d/inner.zip": inner, "z.docx": b"z"})
    path = made(tmp_path, zipped({"middle.ZIP": middle, "a.docx": b"a"}))
    assert listed(path) == ["a.docx", "middle.ZIP!d/inner.zip!报告.docx", "middle.ZIP!z.docx"]
    assert contents(f"{path}!middle.ZIP!d/inner.zip!报告.docx") == b"x"
    deeper = made(tmp_path, zipped({"outer.zip": zipped({"middle.zip": middle})}), "deep.zip")
    assert listed(deeper) == ["too-deep outer.zip!middle.zip!d/inner.zip", "outer.zip!middle.zip!z.docx"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_for_utf8(encoding: str, tmp_path: Path) -> None:
    path = made(tmp_path, in_code_page({"岳阳县/整体支出.docx": b"one", "项目支出自评表.docx": b"two"}, encoding))
    assert listed(path) == ["岳阳县/整体支出.docx", "项目支出自评表.docx"]
    assert contents(f"{path}!岳阳县/整体支出.docx") == b"one"


def test_a_name_in_unicode_beside_the_one_in_a_code_page(tmp_path: Path) -> None:
    name = b"\xb1\xa8.docx"
    field = b"\1" + zipfile.crc32(name).to_bytes(4, "little") + "报告.docx".encode()  # type: ignore[attr-defined]
    info = zipfile.ZipInfo("xx.docx")
    info.extra = (0x7075).to_bytes(2, "little") + len(field).to_bytes(2, "little") + field
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, b"x")
    file.write_bytes(file.read_bytes().replace(b"xx.docx", name))
    assert listed(str(file)) == ["报告.docx"]


def test_names_that_lead_out_or_come_twice_are_only_labels(tmp_path: Path) -> None:
    names = ["../../x.docx", "/etc/y.docx", "..\\..\\x.docx", "a!b.docx", "./x.docx", "x#2.docx", "C:\\z.docx"]
    path = made(tmp_path, zipped((name, name.encode()) for name in names))
    labels = ["C:/z.docx", "a！b.docx", "etc/y.docx", "x#2#2.docx", "x#2.docx", "x#3.docx", "x.docx"]
    assert listed(path) == labels
    assert contents(f"{path}!x.docx") == b"../../x.docx"
    assert contents(f"{path}!etc/y.docx") == b"/etc/y.docx"
    (tmp_path / "secret").write_bytes(b"secret")
    for label in ("../secret", "x/../../secret", str(tmp_path / "secret"), ""):
        with pytest.raises(ReadError) as caught:
            contents(f"{path}!{label}")
        assert caught.value.code == "unreadable-file"


def test_junk_is_passed_over(tmp_path: Path) -> None:
    names = ["__MACOSX/._a.docx", "._a.docx", "d/~$a.docx", ".git/a.docx", "a.docx", "Thumbs.db"]
    assert listed(made(tmp_path, zipped(dict.fromkeys(names, b"x")))) == ["a.docx"]


def test_a_document_is_no_bundle_whatever_its_name(tmp_path: Path) -> None:
    report = docx(p("正文"))
    assert not is_bundle(made(tmp_path, report, "a.zip"))
    assert not is_bundle(made(tmp_path, zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "b.zip"))
    assert not is_bundle(made(tmp_path, zipped({"a": b"x" * 99})[:-30], "c.zip"))
    assert not is_bundle(str(tmp_path / "none.zip"))
    assert is_bundle(made(tmp_path, zipped({"report.docx": report}), "d.docx"))
    inside = made(tmp_path, zipped({"a.zip": report}), "e.zip")
    assert listed(inside) == ["a.zip"]
    assert read(f"{inside}!a.zip").source.format == "docx"


def test_what_is_no_name_of_a_member(tmp_path: Path) -> None:
    plain = made(tmp_path, b"x", "a!b.docx")
    assert split(plain) is None
    assert contents(plain) == b"x"
    path = made(tmp_path, zipped({"c.docx": b"c"}), "a!b.zip")
    assert split(f"{path}!c.docx") == (path, "c.docx")
    assert split(f"{plain}!c.docx") is None
    assert split("!" + "x" * 5000) is None


def test_passwords_are_refused_for_all_or_for_one(tmp_path: Path) -> None:
    data = zipped({"a.docx": b"a", "b.docx": b"b", "c.txt": b"c"})
    assert listed(made(tmp_path, with_password(data, "b.docx"), "one.zip")) == ["a.docx", "encrypted-zip b.docx"]
    path = made(tmp_path, with_password(data), "all.zip")
    assert listed(path) == ["encrypted-zip"]
    with pytest.raises(ReadError) as caught:
        member(path, "a.docx")
    assert (caught.value.code, caught.value.path) == ("encrypted-zip", f"{path}!a.docx")
    assert "密码" in caught.value.message.zh


@pytest.mark.parametrize("size", [10 << 20, 150 << 20, 0xF0000000])
def test_a_member_that_unpacks_to_too_much(size: int, tmp_path: Path) -> None:
    path = made(tmp_path, zipped([("bomb.zip", bomb(size)), ("good.docx", b"good")]))
    harmless = size < RATIO_FREE_BYTES
    assert listed(path) == ["bomb.zip!bomb.docx" if harmless else "zip-bomb bomb.zip!bomb.docx", "good.docx"]
    if harmless:
        assert contents(f"{path}!bomb.zip!bomb.docx") == bytes(1 << 16)
        return
    with pytest.raises(ReadError) as caught:
        contents(f"{path}!bomb.zip!bomb.docx")
    assert caught.value.code == "zip-bomb"


def test_a_bomb_of_bombs_ends(tmp_path: Path, limited: Callable[..., None]) -> None:
    limited(bundle_size=5000)
    inner = zipped({f"{number}.docx": b"x" * 1000 for number in range(4)})
    path = made(tmp_path, zipped({f"{number}.zip": inner for number in range(9)}))
    found = listed(path)
    assert found[-1] == "too-large-bundle 1.zip"
    assert len(found) < 9


def test_members_on_top_of_each_other(tmp_path: Path) -> None:
    data = zipped({"a.docx": bytes(range(256)) * 40})
    at, end = data.find(b"PK\1\2"), data.find(b"PK\5\6")
    entry, tail = data[at:end], bytearray(data[end:])
    tail[8:10] = tail[10:12] = (50).to_bytes(2, "little")
    tail[12:16] = (len(entry) * 50).to_bytes(4, "little")
    path = made(tmp_path, data[:at] + entry * 50 + bytes(tail))
    assert is_bundle(path)
    assert listed(path) == ["zip-bomb"]


def test_a_list_of_contents_without_end_is_not_read(tmp_path: Path, limited: Callable[..., None]) -> None:
    path = made(tmp_path, zipped({f"{number:05}.docx": b"" for number in range(500)}))
    limited(bundle_list=20_000)
    assert listed(path) == ["too-many-members"]
    with pytest.raises(ReadError) as caught:
        detect(Path(path).read_bytes(), path)
    assert caught.value.code == "zip-bomb"


def test_a_hundred_thousand_members(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.docx"), b"")
    assert listed(str(path)) == ["too-many-members"]


def test_damage_costs_its_own_member_only(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.docx": b"a" * 1000, "b.docx": b"b" * 1000, "c.zip": b"no zip"}))
    data[data.find(b"PK\3\4") + 36 : data.find(b"PK\3\4") + 44] = b"\xff" * 8
    path = made(tmp_path, bytes(data))
    assert listed(path) == ["a.docx", "b.docx", "broken-bundle c.zip"]
    with pytest.raises(ReadError) as caught:
        contents(f"{path}!a.docx")
    assert caught.value.code == "broken-bundle"
    assert contents(f"{path}!b.docx") == b"b" * 1000


def test_a_bundle_written_anew_is_read_anew(tmp_path: Path) -> None:
    path = made(tmp_path, zipped({"a.docx": b"old"}))
    assert contents(f"{path}!a.docx") == b"old"
    made(tmp_path, zipped({"a.docx": b"newer"}))
    assert contents(f"{path}!a.docx") == b"newer"


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"])
def test_other_archives_are_refused_with_a_remedy(magic: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        detect(magic + bytes(50), "报告.rar")
    assert caught.value.code == "other-archive"
    assert "zip" in caught.value.remedy.zh
