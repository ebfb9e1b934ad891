"""When cards come, in which language, and the form for both."""
