"""Make the fixes that findings carry: in the bytes of a file, until none is left, and safely on disk."""

from healthlint.fix.edits import apply, fits
from healthlint.fix.files import rewrite
from healthlint.fix.rounds import mend

__all__ = ["apply", "fits", "mend", "rewrite"]
