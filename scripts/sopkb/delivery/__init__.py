"""Delivery: the messages of a night on their way to chats, mailboxes and issues."""
