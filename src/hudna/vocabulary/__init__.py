"""What experts may correct, as YAML with references, and its loader."""

from hudna.vocabulary.loader import Vocabulary, load_vocabulary, localized

__all__ = ["Vocabulary", "load_vocabulary", "localized"]
