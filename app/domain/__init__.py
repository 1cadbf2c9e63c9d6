"""What the shop means, in the words of the glossary. Standard library only."""
