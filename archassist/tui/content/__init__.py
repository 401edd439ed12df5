"""What screens say, as styled text: advice, reasons and small charts."""
