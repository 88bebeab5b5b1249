"""What an operator sets, from the environment (`THREADSIDE_…`) or a `.env` file."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a default that works on one machine; secrets have none in production."""

    model_config = SettingsConfigDict(
        env_prefix="THREADSIDE_", env_file=".env", frozen=True, extra="ignore"
    )

    data_dir: Path = Path("var")
    database_url: str = ""
    """`sqlite:///…` or `postgresql://…`; empty means `threadside.db` in the data folder."""
    public_url: str = "http://127.0.0.1:8080"
    """Where browsers and the carrier reach this server, without a trailing slash."""
    key: SecretStr = SecretStr("")
    """32 bytes, base64: encrypts secrets at rest. Made on first start when empty and embedded."""

    threads: int = Field(default=288, ge=16, le=4096)
    max_sockets: int = Field(default=240, ge=1, le=4000)
    runner: bool = True
    """Whether this process sends texts and runs jobs."""
    senders: int = Field(default=4, ge=1, le=64)
    """Threads that post to the carrier at the same time."""

    carrier_ca_file: Path | None = None
    """Trust this CA alone when reaching the carrier (for the simulator)."""
    carrier_host: str = ""
    """A further host that the console offers for a carrier account (host:port of a simulator)."""
    carrier_timeout_s: int = Field(default=15, ge=1, le=60)

    media_store: Literal["folder", "s3"] = "folder"
    """Where pictures and files are kept: `media` in the data folder, or a bucket."""
    s3_endpoint: str = ""
    """Empty for Amazon's own."""
    s3_bucket: str = ""
    s3_region: str = "us-east-1"
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    """Both empty: where boto3 looks by itself, as a machine's role."""
    media_hosts: tuple[str, ...] = (".nexmo.com", ".vonage.com")
    """Hosts that media may be fetched from; one with a dot before it stands for all below it."""
    media_loopback: bool = False
    """Whether media may come from this machine, also without TLS (for the simulator)."""
    crm_ca_file: Path | None = None
    """Trust this CA, too, when reaching linked CRMs: for one that a company runs itself."""
    crm_loopback: bool = False
    """Whether a linked CRM may be on this machine, also without TLS (for tests and the demo)."""
    scan_command: str = ""
    """Run with the path of each file before it is kept; 1 as its answer blocks the file."""

    extension_ids: tuple[str, ...] = ()
    """Further extension ids that may sign in and connect; the shipped one always may."""
    rules_folder: Path | None = None
    """Where corrected rule tables are, as `quiet_hours.csv`; without it the shipped ones hold."""
    anchors_folder: Path | None = None
    """Where the newest hash of each audit chain is written every day; better on other storage than
    the database's. Without it: `anchors` in the data folder."""
    smtp_host: str = ""
    """For e-mail about anchors; empty sends none."""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = ""
    log_format: Literal["json", "text"] = "text"
    forwarded_hops: int = Field(default=0, ge=0, le=4)
    """How many reverse proxies stand in front, for the client's address."""

    @property
    def anchors(self) -> Path:
        """Where the heads of the audit chains are written down."""
        return self.anchors_folder or self.data_dir / "anchors"

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address as SQLAlchemy wants it."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{(self.data_dir / 'threadside.db').absolute()}"
