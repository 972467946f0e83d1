"""The evidence package: a case, or a part of it, in a form that stands without this program."""
