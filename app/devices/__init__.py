"""The machines on the desk. The only room that imports escpos, serial and keyring."""
