"""The media store that the settings name."""

from threadside.media.folder import FolderStore
from threadside.media.port import MediaStore
from threadside.settings import Settings


class NoSuchStore(Exception):  # noqa: N818 - reads as the fact it states
    """The settings name a store that can't be had here. The text says what to do."""


def open_store(settings: Settings) -> MediaStore:
    """A folder beside the data, or a bucket. Nothing is asked of the network yet.

    Raises:
        NoSuchStore: for a bucket without a name, or without the package that speaks S3.
    """
    if settings.media_store == "folder":
        return FolderStore(settings.data_dir / "media")
    if not settings.s3_bucket:
        raise NoSuchStore("THREADSIDE_S3_BUCKET is not set. Name the bucket that keeps the media.")
    try:
        from threadside.media.s3 import S3Store  # noqa: PLC0415 - an optional package
    except ImportError as error:
        raise NoSuchStore(
            "Media in S3 needs the package boto3. Install threadside[scale], or set "
            "THREADSIDE_MEDIA_STORE to folder."
        ) from error
    return S3Store(
        endpoint=settings.s3_endpoint,
        bucket=settings.s3_bucket,
        region=settings.s3_region,
        access_key=settings.s3_access_key.get_secret_value(),
        secret_key=settings.s3_secret_key.get_secret_value(),
    )
