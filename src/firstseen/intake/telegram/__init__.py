"""What Telegram Desktop exports: one chat or a whole account, as JSON or as HTML."""
