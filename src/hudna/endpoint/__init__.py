"""A language model as a second coder: prompts, the endpoint that is asked, and kept answers.

The endpoint speaks the protocol of OpenAI's chat completions, hosted or on this machine. What comes
of an answer is decided in `hudna.read.coder`. The client is in the extra `llm`.
"""

from hudna.endpoint.answers import KeptAnswers
from hudna.endpoint.asking import Endpoint, Usage
from hudna.endpoint.coding import ModelCoder
from hudna.endpoint.prompts import Prompt, get_prompt

__all__ = ["Endpoint", "KeptAnswers", "ModelCoder", "Prompt", "Usage", "get_prompt"]
