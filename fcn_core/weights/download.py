"""Files from the internet: resumed where they broke off, checked, unpacked without escapes."""

from __future__ import annotations

import gzip
import hashlib
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from fcn_core.errors import FcnError
from fcn_core.files import replace_soon

BLOCK = 1 << 18
TIMEOUT = 60.0
MAX_UNPACKED = 200 << 30
RANGE_NOT_SATISFIABLE = 416
PARTIAL_CONTENT = 206
GONE = (401, 403, 404, 410)
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
        if not _download(remote, part, progress):  # what was there is of another file
            part.unlink()
            _download(remote, part, progress)
    except HTTPError as error:
        gone = error.code in GONE
        raise FcnError(
            f"{remote.url} could not be fetched ({error.code} {error.reason}).",
            f"It has moved or been withdrawn: get it from elsewhere and put it at {target}."
            if gone
            else "The server has a problem: fetch it again later.",
        ) from error
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
        _version_file(part).unlink(missing_ok=True)
        raise FcnError(
            f"{remote.url} is not the file that is expected: its checksum differs.",
            "It was damaged on the way or replaced: fetch it again, or get it from elsewhere.",
        )
    replace_soon(part, target)
    _version_file(part).unlink(missing_ok=True)
    return target


def matches(path: Path, checksum: str) -> bool:
    """Whether a file has this ALGORITHM:HEX checksum."""
    algorithm, _, expected = checksum.partition(":")
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest() == expected.lower()


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


def _download(remote: Remote, part: Path, progress: Progress) -> bool:
    """Fetch the rest of `part`, or all of it; False if what is there cannot be gone on with.

    Without a checksum, which would tell, a part is gone on with only while the server says
    that its file is still the same.
    """
    version = _version_of(part)
    have = part.stat().st_size if part.exists() and (remote.checksum or version) else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    if have and version:
        headers["If-Range"] = version
    try:
        response = urlopen(Request(remote.url, headers=headers), timeout=TIMEOUT)
    except HTTPError as error:
        error.close()  # it is an answer, too
        if error.code != RANGE_NOT_SATISFIABLE or not have:
            raise
        _, whole = _content_range(error.headers)
        return whole == have or (whole is None and bool(remote.checksum))
    with response:
        resumed = response.status == PARTIAL_CONTENT
        start, _ = _content_range(response.headers)
        if resumed and start != have:
            return False
        done = have if resumed else 0
        total = _total(response.headers, done)
        with part.open("ab" if resumed else "wb") as file:
            if not resumed:
                _version_file(part).write_text(_version(response.headers), encoding="utf-8")
            while block := response.read(BLOCK):
                file.write(block)
                done += len(block)
                progress(done, total)
    if total is not None and done < total:
        raise URLError(f"the connection ended after {done} of {total} bytes")
    return True


def _version_file(part: Path) -> Path:
    """Beside a part: of which version of the server's file it is."""
    return part.with_name(f"{part.name}.version")


def _version_of(part: Path) -> str:
    file = _version_file(part)
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _version(headers: Message) -> str:
    """What the server would know this version of its file by, or ''."""
    tag = headers.get("ETag", "")
    alike = tag.startswith("W/")  # but perhaps not to the byte
    return tag if tag and not alike else headers.get("Last-Modified", "")


def _content_range(headers: Message) -> tuple[int | None, int | None]:
    """Where an answer starts and how long the whole file is: of `bytes 5-9/10` 5 and 10."""
    found = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(?:(\d+)|\*)", headers.get("Content-Range", ""))
    start, whole = found.groups() if found else (None, None)
    return (int(start) if start else None), (int(whole) if whole else None)


def _total(headers: Message, have: int) -> int | None:
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
