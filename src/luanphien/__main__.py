"""`python -m luanphien`."""

from luanphien.cli.main import main

main()
