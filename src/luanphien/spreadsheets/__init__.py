"""Workbooks for Excel and LibreOffice: written with XlsxWriter, read with openpyxl."""
