"""Microsoft's Agents Playground as the Teams of a test, kept on this machine."""
