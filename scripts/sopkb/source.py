"""What stands in a file, and on which line does it stand?"""

from dataclasses import dataclass
from pathlib import Path

from sopkb.findings import Location, Problem, Text


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One text file: its path from the root with `/`, and its text with `\\n` line ends."""

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Give the lines without their ends."""
        return self.text.split("\n")

    def at(self, line: int, column: int = 1) -> Location:
        """Give the place in this file; line and column count from 1."""
        return Location(path=self.path, line=line, column=column)

    def position(self, offset: int) -> Location:
        """Give the place of a character offset."""
        before = self.text.count("\n", 0, offset)
        start = self.text.rfind("\n", 0, offset) + 1
        return self.at(before + 1, offset - start + 1)


def read(root: Path, path: str) -> SourceFile | Problem:
    """Read a file as UTF-8, a byte-order mark dropped; a damaged file gives a problem."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        return _unreadable(path, error.strerror or "unreadable")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, error)
    if "\x00" in text:
        return _unreadable(path, "it holds a NUL character")
    return SourceFile(path, _with_plain_line_ends(text))


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(path: str, reason: str) -> Problem:
    return Problem(
        at=Location(path=path),
        message=Text(
            en=f"The file must be readable text; it is not: {reason}.",
            zh=f"文件必须是可读取的文本，实际无法读取：{reason}。",
        ),
        fix=Text(
            en="Restore the file from Git, or save it again as plain UTF-8 text.",
            zh="从 Git 恢复该文件，或重新保存为 UTF-8 纯文本。",
        ),
    )


def _not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    before = _with_plain_line_ends(error.object[: error.start].decode("utf-8"))
    seen = error.object[error.start : error.start + 1].hex()
    return Problem(
        at=SourceFile(path, before).position(len(before)),
        message=Text(
            en=f"The file must be UTF-8; byte 0x{seen} is not.",
            zh=f"文件必须使用 UTF-8 编码，字节 0x{seen} 不符合。",
        ),
        fix=Text(
            en="Save the file with the encoding UTF-8 (in most editors: “Save with encoding”).",
            zh="用编辑器的“以指定编码保存”功能，将文件另存为 UTF-8。",
        ),
    )
