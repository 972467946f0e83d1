"""Content Credentials: answers read by hand from the reports that lie beside the public test files."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import c2pa
import pytest
from tests.media.drawn import quarters, saved

from firstseen.media import credentials, manifest
from firstseen.media.credentials import read_credentials
from firstseen.model.pictures import ContentCredentials


def read(real_inputs: Path, name: str) -> ContentCredentials | None:
    return read_credentials((real_inputs / "c2pa" / "image" / "jpeg" / name).read_bytes(), "image/jpeg")


def found(real_inputs: Path, name: str) -> ContentCredentials:
    answer = read(real_inputs, name)
    assert answer is not None
    return answer


@pytest.mark.parametrize("name", ["adobe-20220124-A.jpg", "adobe-20220124-I.jpg"])
def test_pictures_without_credentials(real_inputs: Path, name: str) -> None:
    assert read(real_inputs, name) is None


def test_valid_credentials(real_inputs: Path) -> None:
    answer = found(real_inputs, "adobe-20220124-CAICA.jpg")
    assert answer.validation == "valid"
    assert answer.title == "CAICA.jpg"
    assert answer.claim_generator == "make_test_images/0.16.1 c2pa-rs/0.16.1"
    assert answer.signed_by == "C2PA Test Signing Cert"
    assert answer.signed_at == "2023-01-24T14:48:58+00:00"
    assert answer.ingredients == ("A.jpg", "CA.jpg")
    parent, component = answer.sources
    assert (parent.title, parent.relationship) == ("A.jpg", "parentOf")
    assert parent.instance == "xmp.iid:813ee422-9736-4cdc-9be6-4e35ed8e41cb"
    assert (component.relationship, component.manifest) == (
        "componentOf",
        "contentauth:urn:uuid:04cdf4ec-f713-4e47-a8d6-7af56501ce4b",
    )
    assert answer.manifest == "contentauth:urn:uuid:8f599860-7021-40af-a751-369f6a8bb66e"
    assert answer.actions == ("c2pa.opened", "c2pa.color_adjustments", "c2pa.placed", "c2pa.resized")
    assert "The credentials fit the file's bytes and their own signature." in answer.claims
    assert any(claim.startswith("Whether the signer is to be trusted cannot be said") for claim in answer.claims)
    assert "They name as author: Adobe make_test." in answer.claims


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("adobe-20220124-E-dat-CA.jpg", "The file's bytes are not those that were signed"),
        ("adobe-20220124-XCA.jpg", "The file's bytes are not those that were signed"),
        ("adobe-20220124-E-sig-CA.jpg", "The signature does not fit the credentials"),
        ("adobe-20220124-E-uri-CA.jpg", "A statement in the credentials is not the one that was signed"),
        ("adobe-20220124-E-clm-CAICAI.jpg", "The credentials of a declared source are missing"),
    ],
)
def test_credentials_that_do_not_hold(real_inputs: Path, name: str, why: str) -> None:
    answer = found(real_inputs, name)
    assert answer.validation == "invalid"
    assert any(claim.startswith(why) for claim in answer.claims)
    assert "The credentials fit the file's bytes and their own signature." not in answer.claims


def test_a_certificate_that_expired_since_says_nothing(real_inputs: Path) -> None:
    answer = found(real_inputs, "nikon-20221019-building.jpeg")
    assert answer.validation == "cannot say"
    assert any(claim.startswith("The signing certificate has expired") for claim in answer.claims)
    assert "They state that it was taken at 2022-10-25T11:27:32,78-05:00." in answer.claims
    assert "They name as author: Taro Nikon." in answer.claims


def test_every_sample_agrees_with_its_name(real_inputs: Path) -> None:
    for path in sorted((real_inputs / "c2pa" / "image" / "jpeg").glob("adobe-*.jpg")):
        answer = read_credentials(path.read_bytes(), "image/jpeg")
        code = path.stem.removeprefix("adobe-20220124-")
        expected = None if code in ("A", "I") else "invalid" if code.startswith(("E-", "X")) else "valid"
        assert (answer.validation if answer else None) == expected, path.name


def test_no_network_is_tried(real_inputs: Path, tmp_path: Path) -> None:
    """A picture that names a manifest on the network is read under a kernel-side record of every socket made."""
    if not Path("/usr/bin/strace").exists():
        pytest.skip("strace is not installed")
    path = real_inputs / "c2pa" / "image" / "jpeg" / "adobe-20220124-CA.jpg"
    program = textwrap.dedent(f"""
        from pathlib import Path
        from firstseen.media.credentials import read_credentials
        print(read_credentials(Path({str(path)!r}).read_bytes(), "image/jpeg").validation)
    """)
    log = tmp_path / "calls"
    command = ["/usr/bin/strace", "-f", "-e", "trace=network", "-o", str(log), sys.executable, "-c", program]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "valid"
    assert "AF_INET" not in log.read_text()


def remote(address: str) -> bytes:
    """A JPEG whose XMP says that its manifest lies elsewhere, with the marks that make us look."""
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'dcterms:provenance="{address}"/></rdf:RDF></x:xmpmeta>'
    )
    return saved(quarters(), "JPEG", xmp=packet.encode(), comment=b"c2pa jumb")


def test_a_manifest_elsewhere_is_not_fetched() -> None:
    program = textwrap.dedent("""
        import socket, threading
        server = socket.create_server(("127.0.0.1", 0))
        server.settimeout(2)
        port = server.getsockname()[1]
        from tests.media.test_credentials import remote
        from firstseen.media.credentials import read_credentials
        asked = []
        def wait():
            try:
                server.accept()
                asked.append(True)
            except OSError:
                pass
        waiting = threading.Thread(target=wait)
        waiting.start()
        answer = read_credentials(remote(f"http://127.0.0.1:{port}/m.c2pa"), "image/jpeg")
        waiting.join()
        print(asked, answer.validation if answer else None)
    """)
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.startswith("[] ")


def test_looking_costs_nothing_without_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: object, **named: object) -> None:
        raise AssertionError("the reader must not be asked")

    monkeypatch.setattr(c2pa, "Reader", never)
    assert read_credentials(b"\xff\xd8\xff" + bytes(20_000_000), "image/jpeg") is None


@pytest.mark.parametrize("mime", ["image/jpeg", "image/png", "image/bmp", "application/x-nothing"])
def test_marks_without_a_manifest(mime: str) -> None:
    answer = read_credentials(b"\xff\xd8\xff\xe0jumb....c2pa", mime)
    assert answer is None or answer.validation == "cannot say"


class FakeReader:
    """Stands where the library's reader stands, and reports what a test wants."""

    report = "{}"

    def __init__(self, *arguments: object, **named: object) -> None: ...

    def __enter__(self) -> FakeReader:
        return self

    def __exit__(self, *arguments: object) -> None: ...

    def json(self) -> str:
        return self.report


@pytest.mark.parametrize(
    ("report", "why"),
    [("{}", "not built as the standard says"), ("no json", "not built as the standard says"),
     ('{"manifests": {"a": 3}, "active_manifest": "a"}', "not built as the standard says"),
     (" " * 2000, "larger than any real one")],
)  # fmt: skip
def test_reports_that_make_no_sense(report: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(c2pa, "Reader", FakeReader)
    monkeypatch.setattr(FakeReader, "report", report)
    monkeypatch.setattr(credentials, "MAX_REPORT_CHARACTERS", 1000)
    answer = read_credentials(b"jumb c2pa", "image/jpeg")
    assert answer is not None
    assert answer.validation == "cannot say"
    assert why in answer.claims[0]


def test_manifests_in_words() -> None:
    uri = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    active: dict[str, Any] = {
        "claim_generator_info": [{"name": "Camera", "version": "2"}],
        "ingredients": [{"title": "first.jpg"}, {"title": None}, {"title": "first.jpg"}],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [
                {"action": "c2pa.created", "digitalSourceType": uri + "digitalCapture"},
                {"action": "c2pa.edited", "digitalSourceType": uri + "compositeWithTrainedAlgorithmicMedia"},
                {"action": "maker.private"},
            ]}},
            {"label": "c2pa.metadata", "data": {"exif:DateTimeOriginal": "2024-02-28T10:00:00Z"}},
            {"label": "c2pa.thumbnail", "data": "not a table"},
        ],
    }  # fmt: skip
    assert manifest.generator(active) == "Camera 2"
    assert manifest.source_types([active]) == ("digitalCapture", "compositeWithTrainedAlgorithmicMedia")
    assert manifest.ingredient_titles([active, active]) == ("first.jpg",)
    said = manifest.claims("invalid", {"signingCredential.revoked": None, "odd.code": "a detail"}, active)
    assert said[0] == "The signing certificate was withdrawn."
    assert said[1] == "A check of the credentials failed (odd.code) (a detail)."
    assert "They state what was done: created, edited, maker.private." in said
    assert "They state that it was taken at 2024-02-28T10:00:00Z." in said
