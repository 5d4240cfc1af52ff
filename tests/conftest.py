"""How the tests run: Hypothesis draws the same examples each time, and no clock ends one.

`pytest --hypothesis-profile explore` draws new ones, many more.
"""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile("same")
