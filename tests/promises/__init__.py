"""Promises about the whole house: imports, docs, migrations, the lock."""
