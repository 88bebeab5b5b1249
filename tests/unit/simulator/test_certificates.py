import ssl
import stat
from pathlib import Path

from cryptography import x509

from threadside.simulator.certificates import ensure_certificates


def test_the_authority_is_kept_between_runs(tmp_path: Path) -> None:
    first = ensure_certificates(tmp_path, "127.0.0.1")
    before = first.ca.read_bytes()
    assert ensure_certificates(tmp_path, "127.0.0.1") == first
    assert first.ca.read_bytes() == before


def test_another_host_or_a_damaged_file_makes_new_certificates(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path, "127.0.0.1")
    before = files.ca.read_bytes()
    ensure_certificates(tmp_path, "simulator")
    with_host = files.ca.read_bytes()
    assert with_host != before
    files.certificate.write_text("damaged")
    ensure_certificates(tmp_path, "simulator")
    assert files.ca.read_bytes() != with_host


def test_the_certificate_names_this_machine(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path, "simulator")
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "simulator"]
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    assert addresses == ["127.0.0.1", "::1"]


def test_only_the_owner_reads_the_key_and_strict_clients_accept_the_files(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path, "127.0.0.1")
    assert stat.S_IMODE(files.key.stat().st_mode) == 0o600
    ssl.create_default_context(cafile=str(files.ca))
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(files.certificate, files.key)
