"""How counters of one store agree over the shop's own network (protocol.md §1). Knows no database, no screen and no HQ."""
