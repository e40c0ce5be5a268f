"""Downloads from one of several mirrors, checked against published checksums, complete or not at all.

Files are kept in the user's cache, so that the network is needed only once. The environment variable
``GAN_LESSON_CACHE`` names another folder for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CACHE_VARIABLE = "GAN_LESSON_CACHE"
TIMEOUT = (3.0, 6.0)  # seconds to connect, and between two arrivals of data
CHUNK = 2**16  # bytes
MOST = 2**27  # bytes that a file may have: the largest published one has 117 MB


class DownloadError(OSError):
    """No mirror had the file, or it could not be stored; the message says what to do."""


@dataclass(frozen=True)
class Source:
    """The same files on several servers.

    Attributes:
        name: for messages.
        folder: within the cache.
        mirrors: addresses to append a file's name to, in the order in which to try them.
        sha256: the files' published checksums, by name.
        torchvision: the folder in which torchvision keeps its copy.
        instead: what needs no download, for those who have no network.
    """

    name: str
    folder: str
    mirrors: tuple[str, ...]
    sha256: dict[str, str]
    torchvision: str = ""
    instead: str = "datasets.handwriting(28)"


# LeCun, Cortes & Burges. The checksums are those of torchvision (prototype/datasets/_builtin/mnist.py), which mirrors
# the files at the first address; the second is CVDF's, which TensorFlow uses. The first home of the files,
# yann.lecun.com, has answered 403 since 2024.
MNIST = Source(
    "MNIST",
    "mnist",
    (
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://raw.githubusercontent.com/fgnt/mnist/master/",
    ),
    {
        "train-images-idx3-ubyte.gz": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "train-labels-idx1-ubyte.gz": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        "t10k-images-idx3-ubyte.gz": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "t10k-labels-idx1-ubyte.gz": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    },
    torchvision="MNIST",
)

# Xiao, Rasul & Vollgraf 2017 (arXiv 1708.07747). The checksums are those of Keras (datasets/fashion_mnist.py), which
# mirrors the files at the second address, and of torchvision. The authors' own server, the third, speaks no https.
FASHION_MNIST = Source(
    "Fashion-MNIST",
    "fashion-mnist",
    (
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ),
    {
        "train-images-idx3-ubyte.gz": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "train-labels-idx1-ubyte.gz": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "t10k-images-idx3-ubyte.gz": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "t10k-labels-idx1-ubyte.gz": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    },
    torchvision="FashionMNIST",
)

# Zhu, Park, Isola & Efros 2017 (arXiv 1703.10593). The authors' own server has moved to the first address. The checksum
# is that of TensorFlow Datasets (url_checksums/cycle_gan.txt), which took the file from the second.
HORSE2ZEBRA = Source(
    "Horses and zebras",
    "horse2zebra",
    (
        "https://efrosgans.eecs.berkeley.edu/cyclegan/datasets/",
        "https://people.eecs.berkeley.edu/~taesung_park/CycleGAN/datasets/",
    ),
    {"horse2zebra.zip": "a74d9d392eecca9966b51287a76ca126af473d9de4f3e8fc0e9cda08fa1730a1"},
    instead="unpaired.plain_pets and unpaired.striped_pets",
)


def fetch(source: Source, names: list[str]) -> list[Path]:
    """Fetches files from the cache or, if they are missing or damaged there, from the first mirror that works.

    A download that fails or is interrupted leaves nothing behind. A bar shows its progress.

    Args:
        source: the files and their mirrors.
        names: the files to fetch.

    Returns:
        Their paths in the cache, in the order of `names`.

    Raises:
        DownloadError: if no mirror has a file as published, or the cache cannot be written to.
    """
    paths, mirrors = [], list(source.mirrors)
    for name in names:
        failures = []
        for mirror in list(mirrors):
            try:
                paths.append(_fetch(source, name, mirror))
            except _MirrorError as failure:
                failures.append(f"{urlsplit(mirror).netloc}: {failure}")
            else:
                mirrors.remove(mirror)
                mirrors.insert(0, mirror)  # it will have the next file too
                break
        else:
            raise DownloadError(
                f"{source.name} could not be downloaded ({'; '.join(failures)}): connect to the internet once and try "
                f"again, or get {' and '.join(names)} from {source.mirrors[0]} by other means and hand over their "
                f"folder as folder=..., or use {source.instead}, which needs no download"
            )
    return paths


class _MirrorError(Exception):
    """This mirror failed; perhaps the next does not."""


def _fetch(source: Source, name: str, mirror: str) -> Path:
    import pooch  # here, so that other data sets need not wait for it
    import requests

    file = f"{source.folder}/{name}"
    cache = pooch.create(
        path=pooch.os_cache("gan_lesson"),
        base_url=mirror,
        registry={file: f"sha256:{source.sha256[name]}"},
        urls={file: mirror + name},
        env=CACHE_VARIABLE,
        retry_if_failed=0,  # the other mirrors are the retries
    )
    folder = (cache.abspath / file).parent
    pooch.get_logger().setLevel("WARNING")  # the bar says enough
    try:
        with _no_new_folders_if_it_fails(folder):
            return Path(cache.fetch(file, downloader=_download))
    except requests.HTTPError as error:
        raise _MirrorError(f"status {error.response.status_code}") from None
    except requests.RequestException:
        raise _MirrorError("no connection, or a broken one") from None
    except ValueError:  # about the checksum, from pooch, or about the length
        raise _MirrorError("not the published file") from None
    except OSError as error:
        raise DownloadError(
            f"{source.name} cannot be kept in {folder} ({error.__cause__ or error}): name a folder that can be written "
            f"in the environment variable {CACHE_VARIABLE}, or hand over your own copy as folder=..."
        ) from None


@contextmanager
def _no_new_folders_if_it_fails(folder: Path) -> Iterator[None]:
    """Removes the folders that pooch made; pooch always removes its temporary file itself, even after an interrupt."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        yield
    except BaseException:
        for each in new:
            with suppress(OSError):
                each.rmdir()
        raise


def _download(url: str, temporary_file: str, _: object) -> None:
    """What pooch calls to fetch a file: the bar of its own downloader does not say what comes from where."""
    import requests
    from tqdm.auto import tqdm

    # Without transfer compression: requests would unpack the file, and the checksum is that of the packed one.
    headers = {"Accept-Encoding": "identity"}
    with requests.get(url, stream=True, timeout=TIMEOUT, headers=headers) as response:
        response.raise_for_status()
        bar = tqdm(
            desc=f"{url.rpartition('/')[2]} from {urlsplit(url).netloc}",
            total=int(response.headers.get("Content-Length", 0)) or None,
            unit="B",
            unit_scale=True,
            leave=False,
        )
        with bar, open(temporary_file, "wb") as file:
            for chunk in response.iter_content(CHUNK):
                if file.tell() > MOST:
                    raise ValueError("this is no file of ours, and perhaps it never ends")
                file.write(chunk)
                bar.update(len(chunk))
