"""Kept answers: what a model said once is asked for once, and can be replayed without it."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from hudna.errors import OutsideError

_FOLDER_MODE = 0o700


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said.

    Attributes:
        model: The model.
        prompt: The prompt's language and version.
        text: Its words.
        tokens_in: How many tokens it was sent, as the server counts them; 0 where it does not.
        tokens_out: How many it sent.
    """

    model: str
    prompt: str
    text: str
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """A folder of answers, one file each, which nobody but its owner may read.

    Attributes:
        folder: The folder; it is made when the first answer is kept.
    """

    folder: Path

    def find(self, key: str) -> Answer | None:
        """Return the answer that is kept under a key; None where there is none that can be used.

        Raises:
            OutsideError: The folder cannot be read.
        """
        try:
            plain = json.loads(self._path(key).read_text("utf-8"))
            answer = Answer(**plain)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._failed("read", error) from error
        except (ValueError, TypeError, RecursionError):
            return None
        words = (answer.model, answer.prompt, answer.text)
        counts = (answer.tokens_in, answer.tokens_out)
        is_whole = all(isinstance(w, str) for w in words) and all(type(n) is int for n in counts)
        return answer if is_whole else None

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer under a key, whole or not at all.

        Raises:
            OutsideError: The folder cannot be written.
        """
        path = self._path(key)
        try:
            path.parent.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(asdict(answer), file, ensure_ascii=False)
                Path(name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(name).unlink()
                raise
        except (OSError, UnicodeEncodeError) as error:
            raise self._failed("written", error) from error

    def _path(self, key: str) -> Path:
        bare = key.rpartition("-")[2]
        return self.folder / bare[:2] / f"{bare}.json"

    def _failed(self, done: str, error: Exception) -> OutsideError:
        return OutsideError(
            f"the answers kept in {str(self.folder)!r} cannot be {done}: {error}",
            code="outside-model-cache",
            subject=str(self.folder),
        )
