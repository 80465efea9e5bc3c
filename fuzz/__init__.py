"""Look for articles, configs and rule files that break healthlint: python -m fuzz --minutes 60

`articles` and `wordfiles` write what is nearly valid, `truths` say what must hold of any of it,
`targets` join the two, `hunt` runs them until the time is over. tests/fuzz runs each target briefly.
"""
