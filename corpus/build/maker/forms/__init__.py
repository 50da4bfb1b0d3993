"""Reports in other forms than the county's whole-department one."""
