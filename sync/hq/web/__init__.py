"""HQ's pages for people: what a customer's phone sees behind a receipt's QR, and the operators' console. Server-rendered,
no script, no build step; the rules of the counter's protocol never stand here."""
