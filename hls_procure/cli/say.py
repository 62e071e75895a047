"""Saying things to people and to programs: problems to stderr, results as text or JSON."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for programs.")


def echo_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def problems_as_sentences(function: F) -> F:
    """Run a command; the library's errors become sentences on stderr and an exit code."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        from hls_procure.errors import HlsError

        try:
            return function(*args, **kwargs)
        except HlsError as error:
            if kwargs.get("as_json"):
                echo_json({"problems": [problem.as_dict() for problem in error.problems]})
            else:
                for problem in error.problems:
                    click.echo(problem.text(), err=True)
                if len(error.problems) > 1:
                    click.echo(f"\n{len(error.problems)} problems.", err=True)
            sys.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\nStopped.", err=True)
            sys.exit(130)
        except click.ClickException:
            raise
        except RecursionError:
            click.echo("The input is nested too deeply to be read. Nothing was lost.", err=True)
            sys.exit(2)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            click.echo(
                f"{error.filename or 'A file'} could not be read or written ({error.strerror or error}). Nothing was lost.",
                err=True,
            )
            sys.exit(3)
        except Exception as error:
            if os.environ.get("HLS_PROCURE_DEBUG"):
                raise
            click.echo(
                f"Something went wrong inside hls-procure ({type(error).__name__}: {error}).\n"
                "Your answers are safe in the journal. "
                "Please report it with what you did; HLS_PROCURE_DEBUG=1 shows where it happened.",
                err=True,
            )
            sys.exit(3)

    return run  # type: ignore[return-value]
