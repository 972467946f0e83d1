"""`firstseen publish`: the case as a static page, or as an evidence package."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, plural
from firstseen.cli.progress import shown_progress
from firstseen.dossier.publish import publish
from firstseen.errors import WrongUseError
from firstseen.model.time import rfc3339
from firstseen.package.assembling import Published, Wanted, publish_package
from firstseen.package.encryption import encryption_for
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.previews import CaseCrops, CasePreviews
from firstseen.pipeline.publishing import tell_dossier
from firstseen.pipeline.showing_footage import CaseFootage

__all__ = ["command"]


@click.command("publish")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--package", is_flag=True, help="An evidence package: originals, records, log, dossier and verify.py.")
@click.option("--group", "groups", multiple=True, metavar="ID", help="Only this group and what it needs. Repeatable.")
@click.option("--finding", "findings", multiple=True, metavar="ID", help="Only what this finding needs. Repeatable.")
@click.option(
    "--encrypt-to", "receivers", multiple=True, metavar="AGE1", help="Encrypt it to this receiver. Repeatable."
)
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="Encrypt it with the passphrase in this file.")
@json_option
def command(
    case: Path,
    folder: Path,
    package: bool,
    groups: tuple[str, ...],
    findings: tuple[str, ...],
    receivers: tuple[str, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Write the CASE as a dossier into DIR: a static page that asks nothing of any network and opens anywhere.

    With --package DIR becomes an evidence package, which stands without this program: a BagIt bag with the original
    files, raw records, custody log, dossier and a program that checks it all. Encrypted, it is one file DIR.tar.age.
    """
    if not package and (groups or findings or receivers or passphrase_file):
        raise WrongUseError("--group, --finding and encryption are for evidence packages", advice="Add --package.")
    if package:
        encryption = encryption_for(receivers, passphrase_file)
        if encryption is not None and not folder.name.endswith(".age"):
            folder = folder.with_name(f"{folder.name}.tar.age")
        wanted = Wanted(groups, findings, receivers, encryption)
        with shown_progress(quiet=as_json) as progress:
            published = publish_package(case, folder, wanted, progress)
        _tell(published, encrypted=encryption is not None, as_json=as_json)
        return 0
    with reading_case(case) as opened, CaseFootage(opened) as footage, shown_progress(quiet=as_json) as progress:
        page = publish(
            opened.reading,
            folder,
            previews=CasePreviews(opened),
            crops=CaseCrops(opened),
            footage=footage,
            progress=progress,
        )
    not_told = tell_dossier(case, folder)
    if as_json:
        emit({"dossier": str(page), "told": not_told is None, "not_told": not_told})
    else:
        line(f"Dossier: {page}")
        if not_told:
            line(f"The custody log does not tell of it: {not_told}")
    return 0


def _tell(published: Published, *, encrypted: bool, as_json: bool) -> None:
    if as_json:
        emit(
            {
                "package": str(published.place),
                "stored_files": published.blobs,
                "made_at": rfc3339(published.made_at),
                **published.counts,
            }
        )
        return
    line(f"Evidence package: {published.place}, with {plural(published.blobs, 'stored file')}")
    if encrypted:
        line(f"To open it: age --decrypt --identity KEY {published.place.name} | tar x")
    line("To check it: python3 verify.py in its folder, or firstseen verify FOLDER")
