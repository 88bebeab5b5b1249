"""What people read: the items of one person in one order, and how they are added and changed."""
