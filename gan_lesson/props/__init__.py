"""What one lesson alone needs: the machine's check (00), sketches to forge with (04), densities to slide (06)."""
