"""A network of validators on this machine: started, watched, stopped, killed and brought back."""
