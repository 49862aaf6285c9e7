"""Every address of the program, as its URL patterns give it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.world import World


def names() -> list[str]:
    """The names of all URL patterns, with their namespaces."""
    return list(_named(get_resolver(), ""))


def _named(resolver: URLResolver, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _named(pattern, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}"


def address(name: str, world: World) -> str:
    """The address of that name about the world's own rows."""
    return reverse(name, args=world.arguments().get(name, ()))


def addresses(world: World) -> dict[str, str]:
    """All of them by name; the world is asked for its rows once, not once an address."""
    arguments = world.arguments()
    return {name: reverse(name, args=arguments.get(name, ())) for name in names()}
