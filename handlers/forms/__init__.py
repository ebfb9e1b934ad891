"""The short forms we ask with, and what sending them does."""
