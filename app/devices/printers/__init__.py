"""Receipt printers: a receipt as data becomes paper, and how sure we are that it did. No database, no screen."""
