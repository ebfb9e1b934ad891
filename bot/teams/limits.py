"""What Teams takes. Source: its cards reference unless said (R56, R57)."""

CARD_VERSION = "1.5"
ACTIVITY_BYTES = 25_000  # as UTF-8; 100 KB are refused, 28 KB in some paths (R56)
SUMMARY_BYTES = 6_000  # of them; the text twin of the card. House rule
AROUND_BYTES = 1_000  # what else is in a message, suggested actions among it
ACTIONS = 6  # to be seen at once on a card
BUTTON_LABEL = 75  # of a button, as in Slack, so that a Message looks the same
CHOICES = 100  # of a choice; house rule
VALUE = 200  # of an action name, a subject, an option's value; house rule
TYPED_TEXT = 3_000  # as in Slack
FIELDS = 20  # house rule; ours have at most six
