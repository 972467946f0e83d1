"""Chats that people export from WhatsApp: a text, and its media beside it."""
