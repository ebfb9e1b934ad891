"""One open question: remembered, answered by a press or in a few words, then over."""
