"""Read the one pack at a path: a folder, a rule file or an archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditkit.rule import PackError, RulePack
from auditkit.rulefile.packs.draft import read_drafts
from auditkit.rulefile.packs.loading import LoadedPack, compile_draft
from auditkit.rulefile.packs.overrides import shelve

__all__ = ["read_pack"]


def read_pack(
    path: Path, trust_python: bool = False, strict: bool = False, around: Sequence[RulePack] = ()
) -> RulePack:
    """The one pack at a path: folder, rule file or archive. ``around`` are packs it may extend.

    With them, what it changes in them is looked over, too; the changes themselves are not made.

    Raises:
        PackError: with every fault of the pack, one sentence a line.
    """
    drafts = read_drafts(path, path.as_posix())
    if len(drafts) > 1:
        named = "、".join(draft.header.id for draft in drafts)
        raise PackError(f"{path.as_posix()} 里有几个规则包（{named}），请指明其中一个文件。")
    known = {pack.id: LoadedPack(pack) for pack in around if pack.id != drafts[0].header.id}
    loaded = compile_draft(drafts[0], known, trusted=trust_python, strict=strict)
    faults = list(loaded.faults)
    if known:
        shelf = shelve([*known.values(), loaded])
        faults += [sentence for owner, sentence in shelf.faults if owner == loaded.pack.id]
    if faults:
        raise PackError("\n".join(dict.fromkeys(faults)))
    return loaded.pack
