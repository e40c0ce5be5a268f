"""What only one lesson needs: checks of the machine (00), sketches to forge with (04), two densities (06)."""
