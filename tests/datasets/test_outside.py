"""MNIST and Fashion-MNIST: small IDX files made here, and a server on loopback that breaks in every way we know."""

import _thread
import gzip
import hashlib
import os
import re
import signal
import socket
import struct
import threading
import time
import tracemalloc
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import torch
import tqdm.auto

from gan_lesson import datasets
from gan_lesson.datasets import downloads, idx

ROOT = Path(__file__).parents[2]
TRAIN = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
TEST = ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
RANDOM = np.random.default_rng(0)
PICTURES = RANDOM.integers(0, 256, (50, 28, 28), dtype=np.uint8)
LABELS = np.arange(50, dtype=np.uint8) % 10


def as_idx(array, code=8):
    """An IDX file of unsigned bytes, written independently of the reader."""
    return bytes([0, 0, code, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def packed(content):
    return gzip.compress(content, mtime=0)


FILES = dict(zip((*TRAIN, *TEST), map(as_idx, (PICTURES, LABELS, PICTURES[:7], LABELS[:7])), strict=True))


@pytest.fixture
def folder(tmp_path):
    """A local copy of all four files, two of them gzipped."""
    (tmp_path / "mine").mkdir()
    for name, content in FILES.items():
        zipped = "labels" in name
        (tmp_path / "mine" / (name + ".gz" * zipped)).write_bytes(packed(content) if zipped else content)
    return tmp_path / "mine"


class TestALocalFolder:
    def test_pictures_and_labels_are_those_of_the_files(self, folder):
        digits = datasets.mnist(folder=folder)
        assert digits.data.shape == (50, 1, 28, 28) and digits.data.dtype == torch.float32
        assert digits.labels.dtype == torch.int64 and digits.labels.tolist() == LABELS.tolist()
        assert (digits.data.min(), digits.data.max()) == (-1, 1)
        assert torch.equal(((digits.data[:, 0] + 1) * 127.5).round().to(torch.uint8), torch.from_numpy(PICTURES))
        assert digits.name == "MNIST" and digits.label_names[7] == "7" and len(digits.label_names) == 10

    def test_the_test_part(self, folder):
        assert len(datasets.mnist(folder=str(folder), test=True)) == 7

    def test_fashion_names_its_classes(self, folder):
        clothes = datasets.fashion_mnist(folder=folder)
        assert clothes.name == "Fashion-MNIST" and clothes.label_names[9] == "Ankle boot"
        assert torch.equal(clothes.data, datasets.mnist(folder=folder).data)

    def test_some_of_them(self, folder):
        whole = datasets.mnist(folder=folder)
        assert torch.equal(datasets.mnist(20, folder=folder).data, whole.data[:20])
        drawn = datasets.mnist(20, torch.Generator().manual_seed(0), folder=folder)
        which = (drawn.data.flatten(1) @ whole.data.flatten(1).T).argmax(1)
        assert len(set(which.tolist())) == 20 and which.tolist() != sorted(which.tolist())
        assert torch.equal(drawn.data, whole.data[which]) and torch.equal(drawn.labels, whole.labels[which])
        again = datasets.mnist(20, torch.Generator().manual_seed(0), folder=folder)
        assert torch.equal(again.data, drawn.data)

    @pytest.mark.parametrize("n", [0, -1, 51])
    def test_no_more_than_there_are(self, folder, n):
        with pytest.raises(ValueError, match=f"n can be 1 to 50, not {n}"):
            datasets.mnist(n, folder=folder)

    def test_what_is_missing_is_named(self, folder):
        (folder / "train-labels-idx1-ubyte.gz").unlink()
        with pytest.raises(FileNotFoundError, match="lacks train-labels-idx1-ubyte, or the same with .gz"):
            datasets.mnist(folder=folder)
        (folder / "train-images-idx3-ubyte").unlink()
        with pytest.raises(FileNotFoundError, match="train-images-idx3-ubyte and train-labels-idx1-ubyte"):
            datasets.mnist(folder=folder)
        with pytest.raises(FileNotFoundError, match="no folder .*nowhere"):
            datasets.mnist(folder=folder / "nowhere")

    @pytest.mark.parametrize(("load", "name"), [(datasets.mnist, "MNIST"), (datasets.fashion_mnist, "FashionMNIST")])
    def test_a_folder_as_torchvision_leaves_it_is_found(self, folder, tmp_path, load, name):
        raw = tmp_path / "data" / name / "raw"
        raw.parent.mkdir(parents=True)
        folder.rename(raw)
        for above in (tmp_path / "data", raw.parent, raw):
            assert load(folder=above).labels.tolist() == LABELS.tolist()

    def test_what_torchvision_keeps_of_another_data_set_is_named_and_not_taken(self, folder, tmp_path):
        raw = tmp_path / "data" / "FashionMNIST" / "raw"
        raw.parent.mkdir(parents=True)
        folder.rename(raw)
        with pytest.raises(FileNotFoundError, match="data lacks train-images.*; .*FashionMNIST.raw has files of these"):
            datasets.mnist(folder=tmp_path / "data")

    @pytest.mark.parametrize("name", ["train-images.idx3-ubyte", "TRAIN-IMAGES-IDX3-UBYTE.GZ"])
    def test_spellings_in_the_wild(self, folder, name):
        """And a name that says .gz over a file that is not: the content counts."""
        (folder / "train-images-idx3-ubyte").rename(folder / name)
        (folder / "train-labels-idx1-ubyte").mkdir()  # as Kaggle's archive has it: a folder of that name
        assert len(datasets.mnist(folder=folder)) == 50

    def test_gzipped_and_unpacked_side_by_side(self, folder):
        """As torchvision leaves them."""
        (folder / "train-images-idx3-ubyte.gz").write_bytes(packed(FILES[TRAIN[0]]))
        assert len(datasets.mnist(folder=folder)) == 50

    def test_another_number_of_labels(self, folder):
        (folder / "train-labels-idx1-ubyte.gz").write_bytes(packed(as_idx(LABELS[:49])))
        with pytest.raises(ValueError, match="images.* holds 50 pictures and .*labels.* 49 labels"):
            datasets.mnist(folder=folder)

    def test_a_label_that_does_not_exist(self, folder):
        (folder / "train-labels-idx1-ubyte.gz").write_bytes(as_idx(LABELS + 1))
        with pytest.raises(ValueError, match="train-labels.* holds the label 10, and labels are 0 to 9"):
            datasets.mnist(folder=folder)

    def test_pictures_and_labels_exchanged(self, folder):
        images, labels = folder / "train-images-idx3-ubyte", folder / "train-labels-idx1-ubyte.gz"
        images.rename(folder / "kept")
        labels.rename(images)
        (folder / "kept").rename(labels)
        with pytest.raises(ValueError, match="train-images.* has 1 dimensions and not 3.*exchanged"):
            datasets.mnist(folder=folder)


GOOD = as_idx(PICTURES)
FLIPPED = packed(GOOD)[:2000] + bytes([packed(GOOD)[2000] ^ 1]) + packed(GOOD)[2001:]
BROKEN = {
    "empty": (b"", "no IDX file"),
    "three bytes": (b"\0\0\x08", "no IDX file"),
    "a page": (b"<!DOCTYPE html><title>Not here</title>", "no IDX file: it begins with b'<!DO'"),
    "a packed page": (packed(b"<!DOCTYPE html>"), "no IDX file"),
    "only gzip's first bytes": (b"\x1f\x8b", "truncated or corrupt"),
    "floats": (as_idx(PICTURES.astype(">f4"), code=0x0D), "type 0x0d"),
    "labels": (as_idx(LABELS), "1 dimensions and not 3"),
    "truncated header": (GOOD[:10], "truncated within its header"),
    "29 columns": (as_idx(np.zeros((50, 28, 29), np.uint8)), "pictures of 28x29, not 28x28"),
    "no pictures": (as_idx(PICTURES[:0]), "0 items"),
    "truncated": (GOOD[:-1], "announces 39,200 bytes and holds only 39,199"),
    "too long": (GOOD + b"\0", "announces 39,200 bytes and holds more"),
    "truncated, then packed": (packed(GOOD[:-1]), "only 39,199"),
    "too long, then packed": (packed(GOOD + b"\0"), "holds more"),
    "packed, then truncated": (packed(GOOD)[:-2000], "truncated or corrupt"),
    "packed, without its checksum": (packed(GOOD)[:-8], "truncated or corrupt"),
    "packed, one bit wrong": (FLIPPED, "truncated or corrupt"),
    "packed, and garbled": (packed(GOOD)[:10] + b"\xff" * 100, "truncated or corrupt"),
    "packed, and something after it": (packed(GOOD) + b"rubbish", "truncated or corrupt"),
    "billions announced": (bytes([0, 0, 8, 3]) + struct.pack(">3I", 2**32 - 1, 28, 28), "more than the 268,435,456"),
}


class TestTheReader:
    @pytest.mark.parametrize("content", [GOOD, packed(GOOD)], ids=["plain", "packed"])
    def test_good_files(self, tmp_path, content):
        (tmp_path / "file").write_bytes(content)
        assert np.array_equal(idx.read(tmp_path / "file", (28, 28)), PICTURES)

    @pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN)
    def test_broken_files_are_refused_in_one_sentence(self, tmp_path, monkeypatch, content, said):
        monkeypatch.setattr(idx, "CHUNK", 784)  # it divides the length: the end of the file is a read of its own
        (tmp_path / "some-file").write_bytes(content)
        with pytest.raises(ValueError, match=re.escape(said)) as refusal:
            idx.read(tmp_path / "some-file", (28, 28))
        assert str(refusal.value).startswith(str(tmp_path / "some-file")) and "\n" not in str(refusal.value)

    @pytest.mark.parametrize(
        "content",
        [
            packed(as_idx(np.zeros((1, 28, 28), np.uint8)) + bytes(20_000_000)),
            packed(bytes([0, 0, 8, 3]) + struct.pack(">3I", idx.LARGEST // 784, 28, 28) + bytes(784)),
        ],
        ids=["a bomb", "a lying header"],
    )
    def test_neither_bombs_nor_lies_fill_the_memory(self, tmp_path, content):
        (tmp_path / "file").write_bytes(content)
        tracemalloc.start()
        try:
            with pytest.raises(ValueError, match="announces"):
                idx.read(tmp_path / "file", (28, 28))
            assert tracemalloc.get_traced_memory()[1] < 4_000_000
        finally:
            tracemalloc.stop()


class Server(ThreadingHTTPServer):
    """Every folder of it is a mirror, whose name says how it breaks."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, files, cache):
        super().__init__(("127.0.0.1", 0), Mirror)
        self.files = {f"{name}.gz": packed(content) for name, content in files.items()}
        self.cache, self.asked, self.over, self.reading = cache, [], threading.Event(), threading.Event()

    def source(self, *mirrors):
        checksums = {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}
        addresses = tuple(f"http://127.0.0.1:{self.server_port}/{mirror}/" for mirror in mirrors)
        return downloads.Source("MNIST", "mnist", addresses, checksums)


class Mirror(BaseHTTPRequestHandler):
    def do_GET(self):
        _, how, name = self.path.split("/")
        self.server.asked.append((how, name))
        getattr(self, how)(self.server.files[name])

    def log_message(self, *_):
        pass

    def answer(self, body, length=None, **headers):
        self.send_response(200)
        self.send_header("Content-Length", len(body) if length is None else length)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def good(self, file):
        self.answer(file)

    def good_without_length(self, file):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(file)

    def good_but_eager_to_compress(self, file):
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        self.answer(file, **({"Content_Encoding": "gzip"} if accepted else {}))

    def broken_off(self, file):
        self.answer(file[: len(file) // 2], length=len(file))

    def too_short(self, file):
        self.answer(file[: len(file) // 2])

    def too_long(self, file):
        self.answer(file + b"\0")

    def corrupt(self, file):
        self.answer(file[:100] + bytes([file[100] ^ 1]) + file[101:])

    def mislabelled(self, file):
        self.answer(next(other for other in self.server.files.values() if other != file))

    def endless(self, file):
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            while not self.server.over.is_set():
                self.wfile.write(bytes(2**16))

    def page(self, file):
        self.answer(b"<!DOCTYPE html><title>Please log in</title>")

    def absent(self, file):
        self.send_error(404)

    def overloaded(self, file):
        self.send_error(500)

    def hanging(self, file):
        self.server.over.wait(20)

    def hanging_halfway(self, file):
        self.answer(file[: len(file) // 2], length=len(file))
        self.wfile.flush()
        self.server.over.wait(20)

    def closing(self, file):
        self.close_connection = True

    def interrupting(self, file):
        self.answer(file[: len(file) // 2], length=len(file))
        assert self.server.reading.wait(20)
        self.server.there_then = [path for path in self.server.cache.rglob("*") if path.is_file()]
        _thread.interrupt_main()
        self.wfile.write(file[len(file) // 2 :])


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "caches" / "of the course"
    monkeypatch.setenv("GAN_LESSON_CACHE", str(folder))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return folder


@contextmanager
def serving(files, cache):
    server = Server(files, cache)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server(cache):
    with serving(FILES, cache) as server:
        yield server


@pytest.fixture
def offered(server, monkeypatch):
    """A function that says by which mirrors MNIST is offered."""
    return lambda *mirrors: monkeypatch.setattr(downloads, "MNIST", server.source(*mirrors))


def everything_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


FAILURES = {
    "broken_off": "no connection, or a broken one",
    "too_short": "not the published file",
    "too_long": "not the published file",
    "corrupt": "not the published file",
    "mislabelled": "not the published file",
    "page": "not the published file",
    "endless": "not the published file",
    "absent": "status 404",
    "overloaded": "status 500",
    "hanging": "no connection, or a broken one",
    "hanging_halfway": "no connection, or a broken one",
    "closing": "no connection, or a broken one",
}


class TestDownloads:
    @pytest.mark.parametrize("how", ["good", "good_without_length", "good_but_eager_to_compress"])
    def test_a_good_mirror(self, server, offered, cache, how):
        offered(how)
        digits = datasets.mnist()
        assert torch.equal(((digits.data[:, 0] + 1) * 127.5).round().to(torch.uint8), torch.from_numpy(PICTURES))
        assert digits.labels.tolist() == LABELS.tolist()
        assert everything_in(cache) == ["mnist", *(f"mnist/{name}.gz" for name in TRAIN)]

    def test_only_what_is_needed_and_only_once(self, server, offered):
        offered("good")
        assert len(datasets.mnist(test=True)) == 7
        assert server.asked == [("good", f"{name}.gz") for name in TEST]
        offered("absent")
        assert len(datasets.mnist(test=True)) == 7 and len(server.asked) == 2

    @pytest.mark.parametrize("how", FAILURES)
    def test_the_next_mirror_steps_in(self, server, offered, cache, monkeypatch, how):
        if "hanging" in how:
            monkeypatch.setattr(downloads, "TIMEOUT", (1.0, 1.0))  # time enough for the good one
        offered(how, "good")
        assert datasets.mnist().labels.tolist() == LABELS.tolist()
        images, labels = (f"{name}.gz" for name in TRAIN)
        assert server.asked == [(how, images), ("good", images), ("good", labels)], "the good one goes first then"
        assert len(everything_in(cache)) == 3

    @pytest.mark.parametrize("how", FAILURES)
    def test_a_failure_is_one_sentence_and_leaves_nothing_behind(self, offered, tmp_path, monkeypatch, how):
        if "hanging" in how:
            monkeypatch.setattr(downloads, "TIMEOUT", (1.0, 0.2))
        offered(how, how)
        start = time.monotonic()
        with pytest.raises(downloads.DownloadError) as failure:
            datasets.mnist()
        assert time.monotonic() - start < 10, "a server that hangs is given up"
        sentence = str(failure.value)
        assert sentence.startswith("MNIST could not be downloaded") and "\n" not in sentence and ". " not in sentence
        assert len(re.findall(rf"127\.0\.0\.1:\d+: {FAILURES[how]}", sentence)) == 2
        for way_out in ("connect to the internet once", "folder=", TRAIN[0], TRAIN[1], "datasets.handwriting(28)"):
            assert way_out in sentence
        assert everything_in(tmp_path) == []

    @pytest.mark.parametrize("source", [downloads.MNIST, downloads.FASHION_MNIST], ids=lambda source: source.name)
    def test_without_a_network_the_sentence_comes_at_once(self, cache, tmp_path, monkeypatch, source):
        def no_answer(*_, **__):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", no_answer)
        start = time.monotonic()
        with pytest.raises(downloads.DownloadError, match="(.*: no connection, or a broken one){3}.*connect to"):
            downloads.fetch(source, [f"{TRAIN[0]}.gz"])
        assert time.monotonic() - start < 10 and everything_in(tmp_path) == []

    def test_a_mirror_may_fail_with_the_second_file_only(self, server, offered, cache):
        """What came whole stays, what did not is not there."""
        offered("good")
        source = downloads.MNIST
        downloads.fetch(source, [f"{TRAIN[0]}.gz"])
        offered("corrupt")
        with pytest.raises(downloads.DownloadError, match=f"get {TRAIN[0]}.gz and {TRAIN[1]}.gz from http"):
            datasets.mnist()
        assert everything_in(cache) == ["mnist", f"mnist/{TRAIN[0]}.gz"]

    def test_a_file_damaged_in_the_cache_is_fetched_again_or_refused(self, server, offered, cache):
        offered("good")
        datasets.mnist()
        kept = cache / "mnist" / f"{TRAIN[0]}.gz"
        kept.write_bytes(packed(as_idx(PICTURES[::-1].copy())))  # a whole file, but another one
        offered("absent")
        with pytest.raises(downloads.DownloadError, match="status 404"):
            datasets.mnist()
        offered("good")
        assert torch.equal(datasets.mnist().data[0, 0] < 0, torch.from_numpy(PICTURES[0] < 128))
        assert kept.read_bytes() == packed(FILES[TRAIN[0]])

    def test_an_interrupt_leaves_nothing_behind(self, server, offered, tmp_path, monkeypatch):
        class Bar(tqdm.auto.tqdm):
            def update(self, n=1):
                server.reading.set()  # an interrupt amid `open` would leave a file for Python to close, which warns
                return super().update(n)

        monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
        monkeypatch.setattr(downloads, "CHUNK", 64)
        offered("interrupting", "good")
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with pytest.raises(KeyboardInterrupt):
                datasets.mnist()
        finally:
            signal.signal(signal.SIGINT, before)
        assert len(server.there_then) == 1, "there was half a file to be removed"
        assert everything_in(tmp_path) == [] and len(server.asked) == 1

    def test_a_cache_that_cannot_be_made(self, offered, tmp_path, monkeypatch):
        (tmp_path / "file").write_text("in the way")
        monkeypatch.setenv("GAN_LESSON_CACHE", str(tmp_path / "file" / "cache"))
        offered("good")
        with pytest.raises(downloads.DownloadError, match=r"cannot be kept in .*GAN_LESSON_CACHE.*folder="):
            datasets.mnist()
        assert everything_in(tmp_path) == ["file"]

    @pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
    def test_a_cache_that_cannot_be_written(self, offered, cache):
        cache.mkdir(parents=True)
        cache.chmod(0o500)
        offered("good")
        with pytest.raises(downloads.DownloadError, match=r"cannot be kept in .*Permission.*GAN_LESSON_CACHE"):
            datasets.mnist()
        assert everything_in(cache) == []

    def test_a_bar_shows_how_far_it_is(self, server, offered, monkeypatch, capsys):
        class Bar(tqdm.auto.tqdm):
            def close(self):
                ends.append((self.n, self.total))
                super().close()

        ends = []
        monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
        offered("good")
        datasets.mnist()
        assert set(ends) == {(len(server.files[f"{name}.gz"]),) * 2 for name in TRAIN}
        assert re.search(r"train-images-idx3-ubyte\.gz from 127\.0\.0\.1:\d+: +\d+%", capsys.readouterr().err)


def test_lesson_08_takes_it_by_changing_one_name(cache, monkeypatch):
    lesson = (ROOT / "notebooks" / "source" / "08_the_full_training_loop.py").read_text(encoding="utf-8")
    (made,) = re.findall(r"^pets = (datasets\.portraits\(.*\))$", lesson, re.MULTILINE)
    assert set(re.findall(r"\bpets\.(\w+)", lesson)) == {"data"}, "it uses nothing that only portraits have"
    files = {TRAIN[0]: as_idx(np.tile(PICTURES, (42, 1, 1))), TRAIN[1]: as_idx(np.tile(LABELS, 42))}
    with serving(files, cache) as server:
        for name in ("MNIST", "FASHION_MNIST"):
            monkeypatch.setattr(downloads, name, server.source("good"))
        pets, *others = [
            eval(made.replace("portraits", name), {"datasets": datasets, "torch": torch})
            for name in ("portraits", "mnist", "fashion_mnist")
        ]
    for other in others:
        assert other.data.shape == pets.data.shape and other.data.dtype == pets.data.dtype


@pytest.mark.parametrize("source", [downloads.MNIST, downloads.FASHION_MNIST], ids=lambda source: source.name)
def test_what_is_published(source):
    assert sorted(source.sha256) == sorted(f"{name}.gz" for name in (*TRAIN, *TEST))
    assert all(re.fullmatch("[0-9a-f]{64}", checksum) for checksum in source.sha256.values())
    assert len(set(source.mirrors)) >= 3 and all(re.fullmatch(r"https?://.*/", mirror) for mirror in source.mirrors)
    assert source.mirrors[0].startswith("https:")


def test_the_two_share_neither_files_nor_places():
    assert not set(downloads.MNIST.sha256.values()) & set(downloads.FASHION_MNIST.sha256.values())
    assert downloads.MNIST.folder != downloads.FASHION_MNIST.folder, "the files have the same names"
