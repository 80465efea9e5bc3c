"""Know the findings that a house has not got round to yet, so that only the others are reported.

Nothing is imported here: most runs have no baseline, and then only `choice` is needed.
"""
