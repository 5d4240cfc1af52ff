"""Actors as plain data, the same for the listing and for one of them."""

from typing import Any

from hudna.domain.actors import ActorName, ActorView, Appearance, Stretch
from hudna.publish.plain import to_plain_value


def to_plain_actor(actor: ActorView) -> dict[str, Any]:
    """Return an actor with all its names, what the vocabulary has of it, and where it stands."""
    facts = actor.facts
    return {
        "key": actor.key,
        "name": actor.name,
        "standing": actor.standing.value,
        **({} if facts.kind is None else {"kind": facts.kind}),
        **({} if facts.state is None else {"state": facts.state}),
        "countries": list(facts.countries),
        "names": [_name(name) for name in actor.names],
        "names_over_time": [
            {"name": each.name, **_stretch(each.stretch), "references": list(each.references)}
            for each in facts.names
        ],
        "ties": [
            {
                "actor": tie.actor,
                "kind": tie.kind.value,
                "to": tie.to,
                **_stretch(tie.stretch),
                "references": list(tie.references),
            }
            for tie in facts.ties
        ],
        "identifiers": [
            {
                "scheme": each.scheme,
                "identifier": each.identifier,
                "name": each.name,
                "reference": each.reference,
                **({} if each.page is None else {"page": each.page}),
            }
            for each in facts.outside
        ],
        "references": list(facts.references),
        "roles": list(actor.roles),
        "appearances": [_appearance(each) for each in actor.appearances],
        "nearest": [{"key": key, "name": name} for key, name in actor.nearest],
    }


def _name(name: ActorName) -> dict[str, Any]:
    return {
        "name": name.text,
        "script": name.script.value,
        **({} if name.language is None else {"language": name.language}),
        "listed": name.is_listed,
        "documents": name.documents,
    }


def _appearance(each: Appearance) -> dict[str, Any]:
    document = each.value.document
    return {
        "agreement": each.agreement,
        "label": each.label,
        "document": document.id,
        "document_name": document.name,
        "name": each.name,
        **({} if each.role is None else {"role": each.role}),
        **({} if each.on_behalf_of is None else {"on_behalf_of": each.on_behalf_of}),
        "statement": to_plain_value(each.value),
    }


def _stretch(stretch: Stretch) -> dict[str, str]:
    both = {"since": stretch.since, "until": stretch.until}
    return {name: value for name, value in both.items() if value is not None}
