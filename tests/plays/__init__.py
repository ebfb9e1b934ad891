"""Each play: the sentence it says, and when it says nothing."""
