"""What templates may call: `{% load idekom %}`."""
