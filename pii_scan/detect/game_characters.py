"""Tables of characters of games, which have a name, an age and hp, and are nobody."""

from __future__ import annotations

from collections.abc import Iterable

# What fights in a game: a table with so many of them is about characters, whose hp is no phone.
_IN_COMBAT = frozenset(
    {"hp", "mp", "sp", "maxhp", "maxmp", "maxsp", "hpmax", "mpmax", "atk", "attack", "matk", "def"}
    | {"defense", "defence", "mdef", "str", "strength", "agi", "agility", "vit", "vitality", "dex"}
    | {"dexterity", "luk", "luck", "mana", "stamina", "armor", "armour", "evasion", "critical"}
    | {"ammo", "weapon", "weapons", "weapontype", "kills", "headshots", "hunger", "thirst", "skin"}
    | {"inventory", "posx", "posy", "posz", "spawnx", "spawny", "bullet", "bullets", "quest", "xp"}
)
_FEWEST_IN_COMBAT = 3
_OF_CHARACTERS = frozenset({"name", "gender", "age", "job", "family", "health", "religion"})


def fights(columns: Iterable[str]) -> bool:
    """Whether ``columns``, as they are called, are those of a character of a game."""
    names = {_bare(name) for name in columns}
    return len(names & _IN_COMBAT) >= _FEWEST_IN_COMBAT


def _bare(column: str) -> str:
    """What a column is called without the letter that all of its table have: ``p_ammo``."""
    first, underscore, rest = column.lower().partition("_")
    return (rest if underscore and len(first) == 1 else column.lower()).replace("_", "")


def is_of_character(item: str, column: str) -> bool:
    """Whether ``column`` of such a table, which may mean ``item``, is the character's own: hp."""
    return item in _OF_CHARACTERS or _bare(column) in _IN_COMBAT
