"""Contacts: logged, corrected, and who knows whom."""
