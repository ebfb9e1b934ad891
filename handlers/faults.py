"""Our own faults, as a door tells and logs them; see `storage.faults`."""

from storage.faults import log_fault as log_fault
