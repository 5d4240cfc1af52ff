"""Resolution: which accounts of different documents are of one agreement.

`naming` and `profiles` say what an account is compared by, `blocking` which are compared, `scoring`
how likely two are of one agreement and why, `clustering` which groups that comes to. All of these
are pure. `grouping` brings the registry's groups in line with what was compared and decided, and
`resolving` compares.
"""

from hudna.registry.resolve.scoring import RESOLVER

__all__ = ["RESOLVER"]
