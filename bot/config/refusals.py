"""pydantic's findings as one `ConfigError` that names the key and, for an unknown one, the nearest."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError

from bot.errors import ConfigError

_EXPECTED = {  # pydantic's kinds of finding, as what the template calls the thing that was wanted
    "string_type": "text",
    "int_type": "number",
    "int_parsing": "number",
    "int_from_float": "number",
    "model_type": "table",
    "model_attributes_type": "table",
}


def leaves(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterable[tuple[str, ...]]:
    """The path of every key of a tree of settings, in its order."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from leaves(kind, (*above, name))
        else:
            yield (*above, name)


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like a mistyped one; empty when none is near."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), "")


def refusal(found: ValidationError, tree: type[BaseModel], source: str) -> ConfigError:
    """The first finding as a refusal; unknown keys first, because they explain what is missing elsewhere.

    No value of the file is repeated in it except the words of a choice: a value may be a secret.
    """
    findings = sorted(found.errors(), key=lambda one: one["type"] != "extra_forbidden")
    first = findings[0]
    key = ".".join(str(part) for part in first["loc"])
    kind, context = first["type"], first.get("ctx", {})
    if kind == "extra_forbidden":
        return ConfigError(key, "unknown-key", nearest=nearest_key(key, tree), source=source)
    if kind == "literal_error":
        return ConfigError(key, "wrong-choice", choices=_choices(tree, key), source=source)
    if kind in {"greater_than_equal", "less_than_equal"}:
        return ConfigError(key, "out-of-range", bound=context.get("ge", context.get("le")), source=source)
    if "code" in context:
        return ConfigError(key, str(context["code"]), {**context, "source": source})
    return ConfigError(key, "wrong-type", expected=_EXPECTED.get(kind, "text"), source=source)


def nearest_key(key: str, tree: type[BaseModel]) -> str:
    """The key most like a mistyped one: by its whole path, else by its last word (a wrong table)."""
    paths = [".".join(path) for path in leaves(tree)]
    tables = sorted({path.rpartition(".")[0] for path in paths})
    if found := nearest(key, [*paths, *tables]):
        return found
    last = {path.rpartition(".")[2]: path for path in reversed(paths)}
    return last.get(nearest(key.rpartition(".")[2], list(last)), "")


def _choices(tree: type[BaseModel], key: str) -> str:
    """The words a choice allows, from the model itself."""
    model: type[BaseModel] = tree
    *above, name = key.split(".")
    for part in above:
        annotation = model.model_fields[part].annotation
        model = annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else model
    return " · ".join(str(word) for word in get_args(model.model_fields[name].annotation))
