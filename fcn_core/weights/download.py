"""Files from the internet: resumed where they broke off, checked, unpacked without escapes."""

from __future__ import annotations

import gzip
import hashlib
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from fcn_core.errors import FcnError

BLOCK = 1 << 18
TIMEOUT = 60.0
MAX_UNPACKED = 200 << 30
RANGE_NOT_SATISFIABLE = 416
PARTIAL_CONTENT = 206
Progress = Callable[[int, int | None], object]
"""progress(bytes so far, bytes in all or None)."""


@dataclass(frozen=True, kw_only=True)
class Remote:
    """A file to fetch. `checksum` is ALGORITHM:HEX (sha256, sha1 or md5), or empty."""

    url: str
    checksum: str = ""

    @property
    def name(self) -> str:
        return PurePosixPath(urlsplit(self.url).path).name


def fetch(remote: Remote, target: Path, progress: Progress = lambda _done, _all: None) -> Path:
    """Download to `target` (a file), going on where an earlier try broke off.

    The file appears under its name only when it is whole and its checksum is right. A whole
    file with the right checksum is not fetched again. Raises `FcnError`.
    """
    if target.is_file() and (not remote.checksum or matches(target, remote.checksum)):
        return target
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _download(remote.url, part, progress)
    except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise FcnError(
            f"{remote.url} could not be fetched ({getattr(error, 'reason', error)}).",
            "Check the connection and fetch it again: it goes on where it broke off.",
        ) from error
    except OSError as error:
        raise FcnError(
            f"{part} cannot be written ({error.strerror or error}).", "Make room and fetch again."
        ) from error
    if remote.checksum and not matches(part, remote.checksum):
        part.unlink()
        raise FcnError(
            f"{remote.url} is not the file that is expected: its checksum differs.",
            "It was damaged on the way or replaced: fetch it again, or get it from elsewhere.",
        )
    part.replace(target)
    return target


def matches(path: Path, checksum: str) -> bool:
    """Whether a file has this ALGORITHM:HEX checksum."""
    algorithm, _, expected = checksum.partition(":")
    digest = hashlib.new(algorithm)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest() == expected.lower()


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a .zip or .tar(.gz|.bz2|.xz) into `folder`; only plain files and folders inside it.

    Links, devices, absolute names and names with .. raise `FcnError` before anything is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if zipfile.is_zipfile(archive):
            _unzip(archive, folder)
        else:
            _untar(archive, folder)
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise FcnError(
            f"{archive} cannot be unpacked ({error}).", "Delete it and fetch it again."
        ) from error
    except OSError as error:
        raise FcnError(
            f"{archive} cannot be unpacked into {folder} ({error.strerror or error}).",
            "Make room and fetch again.",
        ) from error


def _download(url: str, part: Path, progress: Progress) -> None:
    have = part.stat().st_size if part.exists() else 0
    request = Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response = urlopen(request, timeout=TIMEOUT)
    except HTTPError as error:
        if error.code == RANGE_NOT_SATISFIABLE and have:
            return  # all of it is here
        raise
    with response:
        resumed = response.status == PARTIAL_CONTENT
        done = have if resumed else 0
        total = _total(response.headers, done)
        with part.open("ab" if resumed else "wb") as file:
            while block := response.read(BLOCK):
                file.write(block)
                done += len(block)
                progress(done, total)
    if total is not None and done < total:
        raise URLError(f"the connection ended after {done} of {total} bytes")


def _total(headers: HTTPMessage, have: int) -> int | None:
    length = headers.get("Content-Length")
    return have + int(length) if length is not None else None


def _unzip(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        members = file.infolist()
        _check_size(archive, sum(member.file_size for member in members))
        for member in members:
            mode = member.external_attr >> 16
            _check_name(archive, member.filename, stat.S_ISLNK(mode))
        file.extractall(folder)


def _untar(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as file:
        members = file.getmembers()
        _check_size(archive, sum(member.size for member in members))
        for member in members:
            _check_name(archive, member.name, not (member.isfile() or member.isdir()))
        file.extractall(folder, members, filter="data")


def _check_name(archive: Path, name: str, special: bool) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if special or path.is_absolute() or ".." in path.parts or ":" in name:
        raise FcnError(
            f"{archive} holds {name!r}, which does not stay inside its folder.",
            "Nothing was unpacked; do not trust this file.",
        )


def _check_size(archive: Path, size: int) -> None:
    if size > MAX_UNPACKED:
        raise FcnError(f"{archive} claims to unpack to {size >> 30} GB.", "Do not trust this file.")
