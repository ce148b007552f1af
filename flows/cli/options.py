"""What more than one group of commands asks for."""

from typing import Annotated

import typer

Municipality = Annotated[
    str, typer.Option("--municipality", "-m", help="Its file in config/municipalities, without .yaml.")
]
CaseRef = Annotated[str, typer.Argument(help="Our reference of one application, such as UTK-9901-100234.")]
