"""The local page: the whole bot on this computer, with a made-up company."""
