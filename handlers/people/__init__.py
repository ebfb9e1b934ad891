"""The leader's people: added, listed, found in forms, forgotten."""
