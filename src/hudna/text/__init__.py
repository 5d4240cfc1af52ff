"""Text and positions in it; nothing here knows about ceasefires."""
