"""Our own faults, as a door tells and logs them; see `storage.faults`."""
