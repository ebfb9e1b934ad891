"""Who uses the bot: their accounts, their settings, and accounts that are linked."""
