"""One open question: asked, answered, over."""
