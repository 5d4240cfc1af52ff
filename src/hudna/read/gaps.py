"""Gaps: what may stand between a name and the words that belong to it."""

AFTER_WORD = (
    r"\s?(?:[,:]\s)?(?:(?:the|a|an|its|all|both|former|special)\s)*"
    r"(?:(?!(?:in|at|near|into|during)\s)[\w.'-]+\s){0,2}$"
)
"""Between a word and the name that it belongs to; matched up to the name."""

AFTER_NAME = (
    r"(?:\s?\([^)]{0,80}\))?"
    r"(?:\s(?:joint|operations?|room|committee|faction|group|movement|leadership|side|high|command|chiefs)){0,3}"
    r"(?:\s(?:of|in|from)\s(?:the\s)?\w[\w-]*(?:\s\w[\w-]*){0,3}"
    r"(?:\s(?:of|in)\s\w[\w-]*(?:\s\w[\w-]*){0,1})?)??(?:,(?!\sand\s)[^,.;]{2,90},)?"
    r"(?:,?\s(?:loyal|allied|faithful)\sto\s[^.;,]{2,50}?"
    r"|,?\s(?:led|headed|commanded|backed|supported)\sby\s[^.;,]{2,50}?"
    r"|\s(?:holding|controlling|operating|fighting|based|active|battling|occupying|seeking)\s"
    r"[^.;,]{2,50}?)??"
    r"(?:,?\s(?:today|yesterday)|,?\s(?:late |early )?(?:on|last|this)"
    r"\s(?:\w+day|\d{1,2}\s\w+|\w+\.?\s\d{1,2})(?:,?\s\d{4})?,?)?"
    r"(?:\s?[-–—](?=\s))?(?:,(?=\s(?:which|who)\s))?\s?(?:which\s|that\s|who\s)?"
    r"(?:(?:residents|officials|villagers|witnesses|locals|they|he|she|sources|diplomats)\s(?:say|said|says)\s)?"
)
"""Between a name and the verb that it is the subject of."""
