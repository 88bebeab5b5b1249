"""Media in a bucket of any store that speaks S3, so that several machines share it."""

from collections.abc import Iterator
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from threadside.media.port import CHUNK
from threadside.network import allow_network


class S3Store:
    """Objects in one bucket, addressed by path, which every implementation understands."""

    def __init__(
        self, *, endpoint: str, bucket: str, region: str, access_key: str, secret_key: str
    ) -> None:
        self._bucket = bucket
        # Clients may be shared by threads; sessions may not.
        self._client: Any = boto3.session.Session().client(  # type: ignore[no-untyped-call]
            "s3",
            endpoint_url=endpoint or None,
            region_name=region,
            aws_access_key_id=access_key or None,
            aws_secret_access_key=secret_key or None,
            config=Config(  # type: ignore[no-untyped-call]
                s3={"addressing_style": "path"},
                connect_timeout=5,
                read_timeout=20,
                retries={"max_attempts": 3, "mode": "standard"},
            ),
        )

    def put(self, key: str, data: bytes) -> None:
        """See the port. Writing the same bytes again is harmless."""
        allow_network()
        self._client.put_object(Bucket=self._bucket, Key=key, Body=data)

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """See the port."""
        allow_network()
        if length == 0:
            return iter(())
        try:
            answer = self._client.get_object(
                Bucket=self._bucket, Key=key, Range=f"bytes={start}-{start + length - 1}"
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
                raise LookupError(key) from error
            raise
        chunks: Iterator[bytes] = answer["Body"].iter_chunks(CHUNK)
        return chunks

    def delete(self, key: str) -> None:
        """See the port."""
        allow_network()
        self._client.delete_object(Bucket=self._bucket, Key=key)
