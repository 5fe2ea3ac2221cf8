"""What a user can do, as data: one table from which menus, toolbar and shortcuts are made."""
