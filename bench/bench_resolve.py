"""How long resolving takes as accounts grow: generated agreements, each told by three documents.

The documents are written by a seeded generator: sides from the vocabulary and made up, dates over
twenty years, towns, durations, with what reports do to them (vaguer dates, names left out, a
publication some days later). A document tells one agreement, so that no two of its accounts help
the resolver. Besides the time at each size: the exponent of its growth, the groups found against
those that were generated (B-cubed), and, in the same run, the limit: reading the same accounts from
the registry without resolving them.
"""

import argparse
import math
import random
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from _measure import write_results

from hudna.domain.agreements import Agreement, DateValue, Ground, Participant, PlaceValue, Term
from hudna.domain.codebook import DateKind, Form, Modality, Role, Scope, Stage
from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.registry import Deposit, Registry, open_registry
from hudna.registry.resolve.naming import naming_of
from hudna.text.cleaning import normalise
from hudna.vocabulary import load_vocabulary

READER = Reader("generated", "1", "none")
BATCH = 200
ACCOUNTS = 3
NEW = 10
"""How many agreements come in at last, and are resolved as new ones."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agreements", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    sizes = [max(options.agreements * part // 8, 1) for part in (1, 2, 4, 8)]
    rows = [_measured(size, options.seed) for size in sizes]
    first, last = rows[0], rows[-1]
    growth = math.log(last["resolve, CPU s"] / first["resolve, CPU s"]) / math.log(
        last["accounts"] / first["accounts"]
    )
    write_results(
        "bench_resolve",
        {
            "seed": options.seed,
            "sizes": rows,
            "growth of the CPU time with the number of accounts, exponent": round(growth, 3),
            "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        },
    )


def _measured(agreements: int, seed: int) -> dict[str, float]:
    rng = random.Random(seed)
    truth: dict[str, int] = {}
    with (
        tempfile.TemporaryDirectory(prefix="hudna-bench-") as folder,
        open_registry(Path(folder) / "hudna.db") as registry,
    ):
        deposits = []
        late = []
        for number, deposit in _generated(agreements + NEW, rng):
            if number >= agreements:
                late.append(deposit)
                continue
            truth[deposit.document.id] = number
            deposits.append(deposit)
            if len(deposits) == BATCH:
                registry.store(deposits)
                deposits = []
        registry.store(deposits)
        began = time.perf_counter()
        told = sum(len(view.accounts) for view in registry.iter_agreements())
        read_s = time.perf_counter() - began
        naming_of(load_vocabulary())  # is kept by the process, and is no matter of size
        began, began_cpu = time.perf_counter(), time.process_time()
        resolution = registry.resolve()
        resolve_s, cpu_s = time.perf_counter() - began, time.process_time() - began_cpu
        began = time.perf_counter()
        registry.resolve()
        again_s = time.perf_counter() - began
        accounts = [a for v in registry.iter_agreements() for a in v.accounts][:2]
        began = time.perf_counter()
        registry.split(accounts[0].id, apart_from=accounts[1].id, reason="x", author="bench") if (
            len({a.id for a in accounts}) == 2
        ) else None
        decide_s = time.perf_counter() - began
        groups = _b_cubed(registry, truth)
        registry.store(late)
        began, began_cpu = time.perf_counter(), time.process_time()
        registry.resolve_new()
        new_s, new_cpu_s = time.perf_counter() - began, time.process_time() - began_cpu
        return {
            "agreements": agreements,
            "accounts": told,
            "reading them, s": round(read_s, 2),
            "resolve, s": round(resolve_s, 2),
            "resolve, CPU s": round(cpu_s, 2),
            "resolve again, s": round(again_s, 2),
            "one decision, s": round(decide_s, 3),
            "pairs compared": resolution.compared,
            "accounts resolved per CPU second": round(told / cpu_s),
            "resolve 30 new ones, s": round(new_s, 2),
            "resolve 30 new ones, CPU s": round(new_cpu_s, 2),
            **groups,
        }


def _b_cubed(registry: Registry, truth: dict[str, int]) -> dict[str, float]:
    sizes: dict[int, int] = {}
    for number in truth.values():
        sizes[number] = sizes.get(number, 0) + 1
    precision = recall = 0.0
    for view in registry.iter_agreements():
        told = [truth[a.document.id] for a in view.accounts]
        for number in told:
            precision += told.count(number) / len(told)
            recall += told.count(number) / sizes[number]
    precision, recall = precision / len(truth), recall / len(truth)
    return {
        "b-cubed precision": round(precision, 4),
        "b-cubed recall": round(recall, 4),
        "b-cubed F1": round(2 * precision * recall / (precision + recall), 4),
    }


def _generated(agreements: int, rng: random.Random):
    vocabulary = load_vocabulary()
    armed = [a for a in vocabulary.get("actors")["actors"] if a["kind"] == "armed"]
    towns: dict[str, list[str]] = {}
    for name, country, *_ in vocabulary.get("gazetteer"):
        towns.setdefault(country, []).append(name)
    names = {
        c["code"]: c["adjectives"][0]
        for c in vocabulary.get("countries")["countries"]
        if c.get("adjectives")
    }
    usable = [
        a
        for a in armed
        if a.get("country") and a["country"][0] in towns and a["country"][0] in names
    ]
    for number in range(agreements):
        actor = rng.choice(usable)
        country = actor["country"][0]
        day = date(2004, 1, 1) + timedelta(rng.randrange(20 * 365))
        other = f"{names[country]} government" if rng.random() < 0.7 else rng.choice(usable)["name"]
        places = rng.sample(towns[country], min(len(towns[country]), rng.randint(1, 2)))
        duration = rng.choice(["P7D", "P14D", "P1M", "P2M", "PT72H", None])
        codes = rng.sample(
            ["humanitarian.access", "persons.release", "movement.siege", "mechanism.monitor"], 2
        )
        for copy in range(ACCOUNTS):
            yield number, _report(number, copy, rng, (actor, other), day, places, duration, codes)


def _report(number, copy, rng, sides, day, places, duration, codes) -> Deposit:
    actor, other = sides
    first = rng.choice([actor["name"], *actor.get("aliases", ())])
    shown = [first, other] if rng.random() < 0.9 else [first]
    when = day.isoformat() if rng.random() < 0.75 else f"{day:%Y-%m}"
    dated = rng.random() < 0.8
    parts = [f"Report {copy} of agreement {number}: a truce."]
    parts += [f"{side} signed it." for side in shown]
    parts += [f"It dates from {when}."] if dated else []
    parts += [f"It is for {place}." for place in places]
    parts += [f"It lasts {duration}."] if duration else []
    parts += [f"A clause on {code}." for code in codes]
    text = normalise(" ".join(parts)).text

    def cited(words: str) -> tuple[Evidence, ...]:
        at = text.find(normalise(words).text)
        return (
            (Evidence(at, at + len(words), text[at : at + len(words)]),)
            if at >= 0
            else cited("truce")
        )

    dates = [DateValue(DateKind.SIGNED, when, cited(when))] if dated else []
    dates += [DateValue(DateKind.DURATION, duration, cited(duration))] if duration else []
    agreement = Agreement(
        id="a1",
        label=f"Truce {number}",
        anchor=cited("a truce")[0],
        stage=Stage.AGREED,
        form=Form.BILATERAL,
        scope=Scope.LOCAL,
        grounds=tuple(Ground(n, "generated", cited("truce")) for n in ("stage", "form", "scope")),
        participants=tuple(Participant(s, Role.PARTY, cited(s)) for s in shown),
        dates=tuple(dates),
        places=tuple(PlaceValue(p, cited(p)) for p in places),
        terms=tuple(
            Term((c,), cited(f"clause on {c}"), modality=Modality.OBLIGATION) for c in codes
        ),
    )
    published = (day + timedelta(rng.randrange(6))).isoformat()
    original = text.encode()
    document = Document(
        document_id(original),
        f"{number}-{copy}.txt",
        MediaType.TEXT,
        len(original),
        Metadata(published=published, language="en"),
    )
    rendition = Rendition(document.id, text, normalise(text).alignment, (), "utf-8")
    reading = Reading(to_read_document(document, rendition), READER, (agreement,))
    return Deposit(content_id("job", reading.id), original, document, rendition, reading)


if __name__ == "__main__":
    main()
