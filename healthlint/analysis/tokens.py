"""Make what of spaCy we use, and import no more of it: the only room with spaCy.

The tokenizer is that of `spacy.blank("en")`: no model, so the same words on every machine.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokenizer import Tokenizer


def tokenizer() -> Tokenizer:
    """Return the tokenizer of `spacy.blank("en")`.

    Its vocabulary keeps no more of a word than its small letters: spaCy's own asks twenty things of each.
    """
    _import_spacy()
    from spacy.attrs import LOWER
    from spacy.lang.en import English
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import Vocab

    english = English.Defaults
    return Tokenizer(
        Vocab(lex_attr_getters={LOWER: str.lower}),
        rules=english.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(english.prefixes or ()).search,
        suffix_search=compile_suffix_regex(english.suffixes or ()).search,
        infix_finditer=compile_infix_regex(english.infixes or ()).finditer,
        token_match=english.token_match,
        url_match=english.url_match,
    )


def matcher(tokenizer: Tokenizer) -> PhraseMatcher:
    """Return a matcher of phrases in what `tokenizer` cuts, in any case."""
    from spacy.matcher import PhraseMatcher

    return PhraseMatcher(tokenizer.vocab, attr="LOWER")


def _import_spacy() -> None:
    """Import spaCy without its command line, which with its web clients takes a quarter of the time.

    Who asks for `spacy.cli` or `spacy.info` afterwards gets them.
    """
    if "spacy" in sys.modules:
        return
    stubs = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stubs["spacy.cli.info"].__dict__["info"] = None
    sys.modules.update(stubs)
    try:
        import spacy
    except ImportError:  # a release that wants more of it: who imports it next gets it whole
        return
    finally:
        for name in stubs:
            del sys.modules[name]
    vars(spacy).pop("info", None)
    vars(spacy)["__getattr__"] = _command


def _command(name: str) -> object:
    """Import what `spacy` lacks without its command line."""
    if name not in ("cli", "info"):
        raise AttributeError(f"module 'spacy' has no attribute {name!r}", name=name)
    commands = importlib.import_module("spacy.cli")
    return commands if name == "cli" else commands.info
