"""A made-up organization in which advice can be tried, and can lose.

The organization knows nothing of our plays: it is people with moods, memories and ties,
and services that break. Its assumptions, each with its range and source, are the table
in `assumptions`; `python -m bench.simulated_org --assumptions` prints it.
"""
