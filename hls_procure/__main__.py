"""``python -m hls_procure``."""

from hls_procure.cli.main import main

if __name__ == "__main__":
    main()
