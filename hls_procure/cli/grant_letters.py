"""grant letters: one letter, or ten thousand."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.progress import Progress
from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


def _several(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


@click.command("letters", short_help="Make the letters: first a look at every row, then all of them.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("file", type=click.Path(path_type=Path), metavar="[FILE]", required=False)
@click.option("--preview", is_flag=True, help="Only the longest, the shortest and one letter of each choice of clauses.")
@click.option("--to", metavar="FORMAT,…", default="docx", show_default=True,
              help="In these formats: docx, html, pdf, odt, txt. The Word file is always made.")  # fmt: skip
@click.option("--only", metavar="ID,…", help="Only these grants.")
@click.option("--programme", metavar="NAME", default="", help="Only the grants of this programme.")
@click.option("--out", type=click.Path(path_type=Path), help="Another folder than DIR/letters.")
@click.option("--jobs", type=click.IntRange(1, 64), help="So many processes at once; as many as are worth it by itself.")
@json_option
@problems_as_sentences
def command(
    folder: Path, file: Path | None, preview: bool, to: str, only: str | None, programme: str, out: Path | None,
    jobs: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Make the letters of the grants in DIR's workbook, or in FILE: another workbook, a CSV file or open data (360Giving).

    Every row is looked at before anything is made, and every problem is named. What is complete is not made again, so an
    interrupted run goes on where it stopped. What somebody has edited, and what was sent, is never overwritten.
    """
    from hls_procure.cli.grant_said import echo_letters
    from hls_procure.work.grants.lettering import Lettering, Order
    from hls_procure.work.grants.plan import Wish
    from hls_procure.work.grants.preview import preview_of
    from hls_procure.work.grants.reading import read_batch

    progress = Progress()
    order = Order(Wish(_several(only), programme.strip()), _several(to) or ("docx",), out, jobs)
    try:
        run = Lettering(folder, read_batch(folder, file), order, progress)
        done = preview_of(run) if preview else run.run()
    finally:
        progress.end()
    if as_json:
        echo_json(done.as_dict())
    else:
        echo_letters(done, folder, file)
