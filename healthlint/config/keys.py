"""The keys of a config, and where one belongs that stands in the wrong table."""

from __future__ import annotations

from typing import get_args

from healthlint.config.select import Catalogue
from healthlint.types import SiteKey

CHOOSING = ("profile", "preset", "select", "extend-select", "ignore", "rules", "site", "topic")
"""What chooses rules, and sets something for them: of a whole config, and of each of its overrides."""
OVERRIDES = ("files", *CHOOSING)
"""The keys of one of `[[overrides]]`."""
KEYS = (
    "extend",
    "packs",
    *CHOOSING[:5],
    "fail-on",
    "exclude",
    "extend-exclude",
    "per-file-ignores",
    "extend-per-file-ignores",
    "baseline",
    *CHOOSING[5:],
    "overrides",
)
"""The keys of a whole config."""
TOPIC = ("judge-from", "certain-from")
"""The keys of `[topic]`: how likely it must be that a rule fits an article."""
SITE: tuple[str, ...] = get_args(SiteKey)
"""The keys of `[site]`."""


def home(key: str, table: str, catalogue: Catalogue) -> str | None:
    """Return where a key that `table` ("": the whole config) does not know belongs, None where it is unknown.

    In TOML all that stands below a header is of its table.
    """
    if table and key in KEYS:
        return f"it is a key of the whole config: write it above [{table}]"
    if key in SITE or key in TOPIC:
        return f"it belongs under [{'site' if key in SITE else 'topic'}]"
    rule = catalogue.rule(key)
    if rule is not None:
        return f"write [rules.{key}]"
    having = [one.code for one in catalogue.rules.values() if key in one.options]
    if having and not table:
        return f"it is an option of a rule: write it under [rules.{having[0]}]"
    return None
