"""Who acts for a role on a day? (semantics.md, Owners)"""

from datetime import date

from sopkb.catalog import Catalog
from sopkb.model.registers import Owner


def acting(catalog: Catalog, role: str, day: date) -> str:
    """Give the role that acts for `role` on a day; the role itself where nobody is found.

    An alias is followed to its role, a role that has delegated to its delegate, an inactive one to
    its backup.
    """
    met = list[str]()
    name: str | None = role
    while name is not None and name not in met:
        met.append(name)
        owner = catalog.owners.get(name)
        if owner is None:
            return role
        name = _stand_in(owner, day)
        if name is None and owner.is_active(day):
            return owner.id
    return role


def real_role(catalog: Catalog, name: str) -> str:
    """Give the role that an alias stands for; the name itself where it is no alias."""
    owner = catalog.owners.get(name)
    return owner.alias_of if owner and owner.alias_of else name


def names_of(catalog: Catalog, role: str) -> tuple[str, ...]:
    """Give a role and its aliases."""
    aliases = (owner.id for owner in catalog.owners.values() if owner.alias_of == role)
    return (role, *aliases)


def _stand_in(owner: Owner, day: date) -> str | None:
    """Give who is asked in a role's place; None if it acts itself, or has nobody."""
    if owner.alias_of:
        return owner.alias_of
    delegate = next((each.to for each in owner.delegates if each.covers(day)), None)
    return delegate or (None if owner.is_active(day) else owner.backup)
