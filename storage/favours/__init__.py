"""The ledger of asks, gifts and thanks."""
