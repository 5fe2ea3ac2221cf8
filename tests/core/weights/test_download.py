"""Downloads from a local server: resumed, checked, unpacked safely."""

from __future__ import annotations

import errno
import hashlib
import io
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from fcn_core.data.sources import SOURCES, Source, fetch_dataset
from fcn_core.errors import FcnError
from fcn_core.weights.download import Remote, fetch, unpack

CONTENT = bytes(range(256)) * 5000


class Server(ThreadingHTTPServer):
    """Serves `files`; notes ranges; breaks off after `cut` bytes of a response, once."""

    files: dict[str, bytes]
    ranges: list[str | None]
    cut: int | None = None
    ignores_ranges = False
    tells_versions = True
    starts_late = 0
    """How far behind what is asked for its answers start."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.ranges.append(wanted)
        content = self.server.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        version = f'"{hashlib.md5(content).hexdigest()}"'
        start = 0
        same = self.headers.get("If-Range", version) == version
        if wanted and same and not self.server.ignores_ranges:
            start = int(wanted.removeprefix("bytes=").partition("-")[0])
        if start >= len(content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            start += self.server.starts_late
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if self.server.tells_versions:
            self.send_header("ETag", version)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        body = content[start:]
        if self.server.cut is not None:
            body, self.server.cut = body[: self.server.cut], None
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server(("127.0.0.1", 0), Handler)
    running.files, running.ranges = {"/data.bin": CONTENT}, []
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def remote(server: Server, name: str = "data.bin", checksum: str | None = None) -> Remote:
    digest = hashlib.sha256(server.files.get(f"/{name}", b"")).hexdigest()
    return Remote(
        url=f"http://127.0.0.1:{server.server_port}/{name}",
        checksum=f"sha256:{digest}" if checksum is None else checksum,
    )


def test_a_file_is_fetched_with_progress_and_not_twice(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    path = fetch(remote(server), tmp_path / "deep/data.bin", lambda *p: seen.append(p))
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT)) and len(seen) > 2
    fetch(remote(server), path)
    assert len(server.ranges) == 1
    assert [p.name for p in path.parent.iterdir()] == ["data.bin"]


@pytest.mark.parametrize("ignores_ranges", [False, True])
def test_a_broken_connection_is_resumed(
    server: Server, tmp_path: Path, ignores_ranges: bool
) -> None:
    server.cut, server.ignores_ranges = 700_000, ignores_ranges
    target = tmp_path / "data.bin"
    with pytest.raises(FcnError, match="goes on where it broke off"):
        fetch(remote(server), target)
    assert not target.exists()
    assert fetch(remote(server), target).read_bytes() == CONTENT
    assert server.ranges[1] is not None and server.ranges[1].startswith("bytes=")


@pytest.mark.parametrize("checksum", [None, ""])
def test_a_whole_part_is_all_there_is(server: Server, tmp_path: Path, checksum: str | None) -> None:
    """As where the program ended between the last byte and the file's name."""
    server.cut = 700_000
    target = tmp_path / "data.bin"
    with pytest.raises(FcnError, match="goes on"):
        fetch(remote(server, checksum=checksum), target)
    target.with_name("data.bin.part").write_bytes(CONTENT)
    asked: list[tuple[int, int | None]] = []
    found = fetch(remote(server, checksum=checksum), target, lambda *p: asked.append(p))
    assert found.read_bytes() == CONTENT and asked == []


@pytest.mark.parametrize("trouble", ["other", "longer", "changed", "unversioned", "starts late"])
def test_a_part_of_another_file_is_not_gone_on_with(
    server: Server, tmp_path: Path, trouble: str
) -> None:
    """Though no checksum would tell that two halves do not belong together."""
    plain, target = remote(server, checksum=""), tmp_path / "data.bin"
    part = target.with_name("data.bin.part")
    if trouble == "other":
        part.write_bytes(b"x" * 1000)
    else:
        server.cut, server.tells_versions = 700_000, trouble != "unversioned"
        with pytest.raises(FcnError, match="goes on"):
            fetch(plain, target)
    if trouble == "longer":
        part.write_bytes(CONTENT + b"more")
    if trouble in ("changed", "unversioned"):
        server.files["/data.bin"] = CONTENT[::-1]
    server.starts_late = 10 if trouble == "starts late" else 0
    assert fetch(plain, target).read_bytes() == server.files["/data.bin"]
    assert [p.name for p in tmp_path.iterdir()] == ["data.bin"]


def test_a_wrong_checksum_keeps_nothing(server: Server, tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="checksum differs"):
        fetch(remote(server, checksum="sha1:" + "0" * 40), tmp_path / "data.bin")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_or_server_is_named(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "archives/data.bin"
    with pytest.raises(FcnError, match=r"nothing\.bin .*404") as caught:
        fetch(remote(server, "nothing.bin"), target)
    assert caught.value.remedy.endswith(f"get it from elsewhere and put it at {target}.")
    target.write_bytes(b"from elsewhere")
    assert fetch(remote(server, "nothing.bin", ""), target).read_bytes() == b"from elsewhere"
    with pytest.raises(FcnError, match="Check the connection"):
        fetch(Remote(url="http://127.0.0.1:9/data.bin"), tmp_path / "data.bin")


def tar_of(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def zip_of(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("make", [tar_of, zip_of])
@pytest.mark.parametrize("name", ["../escape.txt", "/absolute.txt", "a/../../b", "C:\\x.txt"])
def test_nothing_leaves_its_folder(tmp_path: Path, make: Any, name: str) -> None:
    archive = tmp_path / "archive"
    archive.write_bytes(make(**{"fine.txt": b"1", name: b"2"}))
    with pytest.raises(FcnError, match="does not stay inside"):
        unpack(archive, tmp_path / "inside")
    assert list((tmp_path / "inside").iterdir()) == []


def test_links_are_refused(tmp_path: Path) -> None:
    archive = tmp_path / "a.tar"
    with tarfile.open(archive, "w") as file:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        file.addfile(link)
    with pytest.raises(FcnError, match="link"):
        unpack(archive, tmp_path / "inside")
    (tmp_path / "broken.tar").write_bytes(b"no archive at all")
    with pytest.raises(FcnError, match="cannot be unpacked"):
        unpack(tmp_path / "broken.tar", tmp_path / "inside")


def test_a_data_set_is_fetched_and_its_layout_checked(server: Server, tmp_path: Path) -> None:
    server.files["/set.tar.gz"] = tar_of(**{"set/img/a.txt": b"1", "set/cls/a.txt": b"2"})
    source = Source(
        name="set", archives=(remote(server, "set.tar.gz"),), layout=("set/img", "set/cls"),
        spec="folder:{folder}/set", terms="free",
    )  # fmt: skip
    told: list[str] = []
    spec = fetch_dataset(source, tmp_path, message=told.append)
    assert spec == f"folder:{tmp_path}/set" and "terms: free" in told[0]
    fetch_dataset(source, tmp_path, message=told.append)
    assert len(server.ranges) == 1 and "complete" in told[-1]
    lacking = Source(
        name="set", archives=source.archives, layout=("set/depth",), spec="", terms=""
    )  # fmt: skip
    with pytest.raises(FcnError, match="still lacks set/depth"):
        fetch_dataset(lacking, tmp_path)


@pytest.mark.parametrize(
    ("stopped", "said"),
    [
        (KeyboardInterrupt(), "^$"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left.*Make room"),
    ],
)
def test_what_was_unpacked_in_part_is_unpacked_again(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stopped: BaseException,
    said: str,
) -> None:
    """Ctrl+C or a full disk while unpacking leaves every folder, but not every file."""
    server.files["/set.tar.gz"] = tar_of(**{"set/img/a.txt": b"1", "set/img/b.txt": b"2"})
    source = Source(
        name="set", archives=(remote(server, "set.tar.gz"),), layout=("set/img",),
        spec="folder:{folder}/set", terms="free",
    )  # fmt: skip
    copy = tarfile.copyfileobj  # type: ignore[attr-defined]

    def interrupted(file: Any, into: Any, *sizes: Any) -> None:
        if into.name.endswith("b.txt"):
            raise stopped
        copy(file, into, *sizes)

    with monkeypatch.context() as patch, pytest.raises((KeyboardInterrupt, FcnError), match=said):
        patch.setattr(tarfile, "copyfileobj", interrupted)
        fetch_dataset(source, tmp_path)
    assert (tmp_path / "set/img/a.txt").exists()
    fetch_dataset(source, tmp_path)
    assert (tmp_path / "set/img/b.txt").read_bytes() == b"2"
    assert len(server.ranges) == 1  # the archive itself was whole
    told: list[str] = []
    fetch_dataset(source, tmp_path, message=told.append)
    assert told == [f"set is complete in {tmp_path}."]


def test_every_source_says_how_to_open_what_it_brings() -> None:
    from fcn_core.data.specs import KINDS

    for source in SOURCES.values():
        assert source.spec.partition(":")[0] in KINDS and source.layout and source.terms
        for archive in source.archives:
            assert archive.name and archive.url.startswith("http")
