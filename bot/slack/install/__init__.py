"""Installing the app into a workspace, and its tokens."""
