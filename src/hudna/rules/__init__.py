"""Rules: an agreement as something that can be asked, pure functions over frozen data.

`docs/calculus.md` is the definition that this package follows.
"""
