"""Look at a repository that is to be linted from now on, and write its first config. Nothing is linted."""

from healthlint.adopt.starter import starter
from healthlint.adopt.survey import Survey, survey

__all__ = ["Survey", "starter", "survey"]
