"""What only one lesson needs: checks of the machine (00), sketches (04), two densities (06), four suspects (09)."""
