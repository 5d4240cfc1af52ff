"""hudna: documents about ceasefires in, a registry of agreements out.

Every value is cited to the words it rests on.
"""

__version__ = "0.1.0"
