"""List the words beside which names of people can be written otherwise."""

from __future__ import annotations

from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(verbs: Iterable[str]) -> Iterable[str]:
    for verb in verbs:
        stem = verb.removesuffix("e")
        yield from (verb, f"{verb}s", f"{stem}ing", f"{stem}ed")


PERSON = _words(
    "person people patient patients adult adults woman women man men child children individual "
    "individuals baby babies"
)
"""Nouns for people that are not named by what they have."""
ONE = _words("person patient adult woman man child individual baby")
"""Those for one of them."""
GROUPS = (PERSON - ONE) | _words(
    "addicts alcoholics asthmatics athletes couples diabetics drinkers employees epileptics families girls "
    "boys infants insomniacs kids mothers fathers non-smokers nonsmokers ex-smokers parents seniors smokers "
    "students teenagers teens toddlers travellers travelers users vegans vegetarians veterans workers others"
)
"""Nouns for several people: what stands behind "and" is a noun as well."""
DETERMINERS = _words(
    "a an the this that these those any every each no some many most all both few several other "
    "another more fewer my your his her its our their which what one two three four five six "
    "seven eight nine ten dozen hundred thousand million billion"
)
"""What can stand before any noun."""
LEADS = (
    DETERMINERS
    | _words(
        "in of for with to by from among amongst between than as like on about against at into "
        "including per without toward towards over under after before during via versus vs unlike "
        "regarding concerning because if when while whether where since although though but so either "
        "neither nor until especially particularly mainly mostly primarily usually generally also "
        "only even not just perhaps namely notably specifically older younger young pregnant certain "
        "can could may might should would will must do does did how why"
    )
    | frozenset(
        _forms(
            _words(
                "help affect allow warn advise remind benefit harm kill treat protect show include suit "
                "recruit test cause concern reassure enable encourage ask support"
            )
        )
    )
    | _words(
        "tell tells telling told give gives giving gave make makes making made let lets put puts "
        "leave leaves left keep keeps find finds found hurt hurts say says know think mean means see"
    )
)
"""What can stand before a noun and all that belongs to it."""
CONJUNCTIONS = _words("and or nor & plus")
"""What joins two words of a kind."""
BE = _words(
    "is are was were be been being am isn't aren't wasn't weren't become becomes became becoming "
    "remain remains remained stay stayed"
)
"""Verbs that say what somebody is."""
BESIDE_BE = _words(
    "a an the not also still all mostly mainly often now both either already just only usually "
    "never always previously themselves himself herself most many some"
)
"""What stands between such a verb and what it says."""
WHO_IS = _words("i you he she")
"""Who can be told what they are."""
COMMON = _words("with from that have used")
"""Words that may stand twice."""
MODALS = _words(
    "can cannot can't could may might will won't would should shouldn't must is isn't are aren't "
    "was were has have had do don't does doesn't did didn't need needs"
)
"""Verbs that a noun for people goes with."""
AFTER_ONE = MODALS | _words(
    "gets takes feels wants stops quits loses to in on at than as but if when because so while "
    "from of for by after before who whose that here there now you i we they he she it"
)
"""What can stand behind a noun for one, and is no noun that it is part of."""
AFTER_CONJUNCTION = MODALS | _words("people those anyone everyone someone in for to among that helps lowers")
"""What shows that "and" joins no noun."""
AFTER_WHO = MODALS | _words(
    "die dies died develop get got take took report reported quit show showed lose lost gain gained fall "
    "fell often also sometimes never still than as but if when because so that "
)
"""What can stand behind "people who smoke": other words may tell how, where or how long they do."""
NOUNS_BEHIND = PERSON | _words(
    "anonymous cough lung lungs diet diets group groups community population support line helpline"
)
"""Nouns of which a noun in the plural can be part."""
NOT_HAD = _words(
    "being having not getting taking eating drinking using sitting standing working living how "
    "what when time lack too their his her my your its it's whatever"
)
"""What one suffers from and cannot have."""
SO = _words("very too so more less quite rather fairly extremely increasingly")
"""How much an adjective holds."""
NOT_BEFORE_WITH = BE | _words(
    "get gets got getting often also always sometimes never still not so and or who"
)
"""What "with" cannot follow as "afflicted with" can."""
TRIES = _words(
    "to who they you we i he she people patients not don't doesn't didn't may might could can "
    "will would should did does do adults teenagers men women also"
)
"""What stands before a verb: who attempts it."""
