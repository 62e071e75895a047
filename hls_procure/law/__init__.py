"""Facts of law as dated data, the lists beside them, and what makes a sentence a legal one."""
