"""Rules as a workbook and back, without loss."""
