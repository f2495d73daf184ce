"""What goes onto paper and screens as a barcode or a label."""
