"""Everything people see and press; the only room importing Qt. No SQL, no sockets, no rules of the business."""
