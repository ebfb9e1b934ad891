"""How it reaches people: wiring, settings, and one folder a surface."""
