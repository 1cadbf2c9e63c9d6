"""The pieces pages are made of. They show what they are given and know no verbs."""
