"""Arabic: the parts of reading whose grammar is not that of English.

Its verbs come before their subjects, its names have no capitals, and small words are written
together with the next. What differs only in words is data: `reading.ar.yaml`.
"""
