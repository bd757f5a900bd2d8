"""Remarks on an article's own making: who would not be named, who did not answer the paper, what it could not see.

The words of a clause and the place of its predicate enter; whether they are such a remark leaves. By our guideline
(`gold/GUIDELINE.md`) they are no claim: they tell of the reporter's work, not of relations. Silence towards a state,
"Sylvania has not replied", is none.
"""

from __future__ import annotations

import re

_MAKING = re.compile(
    r"""
    \b(?:declin|refus)\w+\ to\ (?:comment|give\ (?:his|her|their)\ (?:full\ )?names?
        |be\ (?:further\ |publicly\ )?(?:named|identified|quoted|interviewed)
        |(?:speak|talk)\ (?:on|to|with)\ the\ (?:record|press|media))\b
    |\b(?:ask|request|insist|prefer|wish|want|demand|beg|agree|speak|spoke)\w*\b[^.;]{0,40}\b(?:
        anonymity|anonymously
        |(?:not\ )?(?:to\ be|being|be)\ (?:further\ |publicly\ )?(?:named|identified|quoted)\b
        |(?:remain|stay)\ (?:anonymous|unnamed|unidentified)
        |(?:his|her|their)\ names?\ (?:not\ )?(?:to\ )?(?:be\ )?(?:withheld|used|left\ out|published|printed)
        |(?:leave\ out|withhold|keep\ back)\ (?:his|her|their)\ names?)
    |(?:\bnot|n['’]t|\bwithout\ being)\ (?:been\ |be\ )?(?:authori[sz]ed|permitted|allowed|cleared)\ to\ (?:comment
        |be\ quoted|(?:speak|talk|brief|discuss)\b[^.;]{0,30}\b(?:press|media|reporters|journalists|publicly|record))
    |\b(?:could|can)(?:\ not|n['’]t|not)(?:\ \w+ly)?\ (?:be\ )?(?:\w+ly\ )?(?:reach|contact|verif|confirm)\w*
    |\b(?:not|n['’]t|never)(?:\ \w+ly)?\ (?:respond|repl|return|answer|react)\w*\b[^.;]{0,60}\b(?:
        for\ comment|(?:phone|telephone)\ calls?|e-?mails?|our\ questions|questions\ from\ this|voicemails?)\b
    |\b(?:would|could|did|had)\ (?:not|no)\ (?:\w+ly\ )?comment\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_making(words: str, predicate: int) -> bool:
    """Whether a clause whose predicate begins at this place of its words is a remark on the making of its article.

    >>> is_making("who asked not to be named", 4), is_making("Sylvania has not replied to the note", 17)
    (True, False)
    """
    return any(each.start() <= predicate < each.end() for each in _MAKING.finditer(words))
