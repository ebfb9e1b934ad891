"""What Slack takes, in characters and pieces. Source: the Block Kit reference (R26)."""

BLOCKS = 50  # in a message
MESSAGE = 10_000  # characters over all blocks; about 13,200 fail unannounced (R27)
TEXT = 4_000  # the top-level text; longer is allowed, but not advised
SECTION = 3_000
HEADER = 150
CONTEXT_ELEMENT = 3_000
ACTIONS = 25  # elements of one actions block
LABEL = 75  # of a button, and of a menu's line
BUTTON_VALUE = 2_000
OPTIONS = 100
OVERFLOW = 5  # lines behind three dots
CONTROLS = 8  # of a card, to be taken in at once; house rule
OPTION_VALUE = 150
ID = 255  # block_id, action_id, callback_id
VIEW_TITLE = 24  # also submit and close
PRIVATE_METADATA = 3_000
INPUT_LABEL = 2_000
INPUT_HINT = 2_000
INPUT_TEXT = 3_000
CHARTS = 2  # in a message
CHART_TITLE = 50
CHART_LABEL = 20  # of a bar, and the name of the bars
CHART_POINTS = 20
