"""The text of an RTF file: what its control words do, paragraphs and tables in their order."""

from __future__ import annotations

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawTable
from auditkit.readers.docx_numbers import with_label
from auditkit.readers.docx_package import hostile
from auditkit.readers.rtf_fonts import Font, codec_of
from auditkit.readers.rtf_groups import UNREAD, Aside, Field, GroupReader
from auditkit.readers.rtf_rows import RowDefinition
from auditkit.readers.rtf_tokens import tokens
from auditkit.readers.word_binary_pieces import with_pairs
from auditkit.readers.word_tables import TableStack

__all__ = ["StoryReader"]

PARAGRAPHS = 1_000_000
"""Paragraphs that a document may have."""

_SKIPPED = frozenset(
    "annotation atnauthor atnid background bkmkend bkmkstart buptim colortbl comment creatim datastore do doccomm "
    "docvar filetbl footer footerf footerl footerr ftncn ftnsep ftnsepc aftncn aftnsep aftnsepc generator header "
    "headerf headerl headerr hlinkbase info keywords latentstyles listoverridetable listtable mailmerge nonesttables "
    "nonshppict objdata objclass oldcprops oldpprops oldtprops operator passwordhash pgdsctbl pict pn pnseclvl printim "
    "private pwd revtbl revtim rsidtbl shprslt sp stylesheet subject tc template themedata title txe userprops "
    "wgrffmtfilter xe xmlnstbl colorschememapping".split()
)  # fmt: skip
"""Groups that hold nothing that shows in the text."""
_STARRED = frozenset("fldinst nesttableprops shpinst shptxt ud".split())
"""Groups marked as unknown to old readers that are read."""
_SIGNS = {
    "line": "\n", "page": "\n", "column": "\n", "softline": "\n", "tab": "\t", "~": "\xa0", "_": "-", "emdash": "—",
    "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "\\": "\\", "{": "{", "}": "}", "\t": "\t", "zwj": "\u200d",
    "zwnj": "\u200c",
}  # fmt: skip
_ENDS = frozenset(("par", "sect", "cell", "nestcell", "row", "nestrow", "\n", "\r"))


_KNOWN = frozenset(
    "ansicpg cellx clmgf clmrg clvmgf clvmrg cpg deff deleted f fcharset intbl itap mac mvf mvt pard pc pca plain revised "
    "trleft trowd u uc v".split()
).union(_SIGNS, _ENDS)
"""The words that change anything here, but for those that begin groups."""
_PAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}


class StoryReader(GroupReader):
    """Reads a file whose bytes are given as characters. Raises ``ReadError``."""

    def __init__(self, limits: Limits, notes: set[str]) -> None:
        super().__init__(limits, notes)
        self.is_whole = True
        self._began = False
        self._counted = 0

    def items(self, data: str) -> list[str | RawTable]:
        """All that stands in the file, up to text behind its last group."""
        for kind, said, number in tokens(data):
            if kind == "text" and not self.states and self._began:
                break
            if kind in ("text", "byte"):
                self.text(said)
                continue
            self.decode()
            if kind == "word":
                self._word(said, number)
            elif kind == "{":
                self._began = True
                self.open()
            else:
                self.close()
        self.decode()
        self.is_whole = not self.states
        while self.states:
            self.close()
        if self.pieces:
            self.end_paragraph("par")
        return self.stack.finish()

    def _word(self, word: str, number: int | None) -> None:
        if self.to_skip and word != "u":
            self.to_skip -= 1
            if len(word) == 1 and not word.isalpha():
                return
            self.to_skip = 0
        state = self.state
        if state.begins and self._opens(word):
            return
        if state.goal in UNREAD or word not in _KNOWN:
            return
        if word == "u":
            self._unicode(number or 0)
        elif word in _SIGNS:
            self.write(_SIGNS[word], self.font() if len(word) == 1 else None)
        elif state.goal == "fonts":
            self._font_word(word, number)
        elif word in _ENDS:
            if state.goal == "":
                self.end_paragraph(word)
        elif not self.row.take(word, number):
            self._property(word, number)

    def _opens(self, word: str) -> bool:
        """Whether the first word of a group says what the group is; then it is taken in."""
        state = self.state
        if word == "*":
            self.starred = True
            return True
        starred, self.starred, state.begins = self.starred, False, False
        level = len(self.states)
        if word == "ud" and state.goal == "upr":
            state.goal = ""
        elif state.goal in UNREAD:
            return True
        elif word in _SKIPPED or (starred and word not in _STARRED):
            state.goal = "skip"
        elif word == "upr":
            state.goal = "upr"
        elif word == "fonttbl":
            state.goal = "fonts"
        elif word in ("listtext", "pntext"):
            state.goal, self.label = "label", ""
        elif word == "footnote":
            self.notes.add("footnotes")
            state.goal = "skip"
        elif word == "field":
            self.fields.append(Field(level, len(self.pieces)))
        elif word == "fldinst":
            state.goal = "instruction"
        elif word == "nesttableprops":
            self.rows.append((level, self.row))
            self.row = RowDefinition()
        elif word == "shptxt":
            self.asides.append(Aside(level, self.stack, self.pieces, self.boxes))
            self.stack, self.pieces, self.boxes = TableStack(self.limits, self.notes), [], []
            state.depth = 0
        else:
            return False
        return True

    def _unicode(self, number: int) -> None:
        self.write(chr(number & 0xFFFF), self.font())
        self.to_skip = self.state.skips

    def _font_word(self, word: str, number: int | None) -> None:
        if word == "f":
            self.state.font = number or 0
            self.fonts[self.state.font] = Font()
        elif font := self.fonts.get(self.state.font):
            if word == "fcharset":
                font.charset = number or 0
            elif word == "cpg":
                font.page = number or 0

    def _property(self, word: str, number: int | None) -> None:
        """A word that changes the properties of the group at hand, or of the whole file."""
        state = self.state
        if word == "f":
            state.font = number or 0
        elif word == "plain":
            state.font, state.hidden, state.deleted = -1, False, False
        elif word == "v":
            state.hidden = number != 0
        elif word in ("deleted", "mvf"):
            state.deleted = number != 0
        elif word in ("revised", "mvt"):
            self.notes.add("tracked")
        elif word == "pard":
            state.depth = 0
        elif word == "intbl":
            state.depth = max(state.depth, 1)
        elif word == "itap":
            state.depth = max(number or 0, 0)
        elif word == "uc":
            state.skips = min(max(1 if number is None else number, 0), 8)
        elif word == "ansicpg":
            self.page = codec_of(number or 0) or self.page
        elif word == "deff":
            self.default = number or 0
        elif word in _PAGES:
            self.page = _PAGES[word]

    def end_paragraph(self, word: str) -> None:
        """The end of a paragraph, of a cell or of a row; a deleted one joins the paragraph to the next."""
        if word == "sect" and not self.pieces:
            return
        if self.state.deleted and word in ("par", "\n", "\r"):
            self.notes.add("tracked")
            return
        self._counted += 1
        if self._counted > PARAGRAPHS:
            raise hostile("文件内的段落过多")
        inner = max(self.state.depth, 2)
        depth = {"cell": 1, "row": 1, "nestcell": inner, "nestrow": inner}.get(word, self.state.depth)
        if self.pieces or word not in ("row", "nestrow"):
            text = with_pairs("".join(self.pieces))
            self.stack.add(depth, with_label(self.label.partition("\t")[0].strip(), text), *self.boxes)
            self.pieces.clear()
            self.boxes = []
        self.label = ""
        if word in ("cell", "nestcell"):
            self.stack.end_cell(depth)
        elif word in ("row", "nestrow"):
            self.stack.end_row(depth, self.row.shape())
