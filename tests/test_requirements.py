"""Holds pyproject.toml (ranges), environment.yml (the same ranges for conda) and requirements.txt (pins) together."""

import ast
import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
CONDA_NAMES = {"pytorch-cpu": "torch"}
IMPORT_NAMES = {
    "IPython": "ipython",
    "PIL": "pillow",
    "mpl_toolkits": "matplotlib",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
}
PLACES = [
    {**system, "python_version": version, "python_full_version": f"{version}.5"}
    for system in SYSTEMS.values()
    for version in ("3.11", "3.12", "3.13", "3.14")
]


def by_name(lines):
    """The requirements by their normal names; a package that stands there twice is an error."""
    requirements = [Requirement(line) for line in lines]
    names = [canonicalize_name(requirement.name) for requirement in requirements]
    assert len(set(names)) == len(names)
    return dict(zip(names, requirements, strict=True))


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def ranges(project):
    return by_name(project["dependencies"] + project["optional-dependencies"]["test"])


@pytest.fixture(scope="module")
def pins():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return by_name(line for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="module")
def as_pinned(pins):
    """The pins, where they are what is installed: what the packages say of themselves is then what the pins need."""
    here = {name: version_of(pin) for name, pin in pins.items() if applies(pin, {})}
    other = [name for name in here if not is_installed(name, here[name])]
    if other and (Path(sys.prefix) / "course.json").exists():
        pytest.fail(f"run.py made this environment and these are not as pinned: {', '.join(other)}")
    if other:
        pytest.skip(f"This environment is not run.py's: {', '.join(other)} in other versions than the pins'")
    return pins


def is_installed(name, version):
    try:
        return importlib.metadata.version(name).split("+")[0] == version  # 2.13.0+cpu is 2.13.0
    except importlib.metadata.PackageNotFoundError:
        return False


def version_of(pin):
    (specifier,) = pin.specifier
    assert specifier.operator == "==", f"{pin} is not exact"
    return specifier.version


def applies(requirement, place, extras=()):
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**place, "extra": extra}) for extra in ("", *extras))


def test_every_pin_is_exact_and_in_its_range(ranges, pins):
    for name, requirement in ranges.items():
        assert name in pins, f"requirements.txt does not pin {name}"
        assert requirement.specifier.contains(version_of(pins[name])), f"{pins[name]} is outside {requirement}"
    assert all(version_of(pin) for pin in pins.values())


def test_conda_s_environment_has_the_same_packages_in_the_same_ranges(project, ranges):
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["channels"] == ["conda-forge"]
    *conda, from_pip = environment["dependencies"]
    assert from_pip["pip"][-1] == "-e ."
    lines = [line for line in conda if line != "pip"] + from_pip["pip"][:-1]
    conda_ranges = {CONDA_NAMES.get(name, name): each.specifier for name, each in by_name(lines).items()}
    assert conda_ranges.pop("python") == SpecifierSet(project["requires-python"])
    assert conda_ranges == {name: requirement.specifier for name, requirement in ranges.items()}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['sys_platform']}-{place['python_version']}")
def test_the_pins_are_complete(ranges, as_pinned, place):
    """Whatever a package needs on this system is pinned there, in the range that it asks for; and nothing else is."""
    pins = as_pinned
    seen, todo = set(), [(name, frozenset(requirement.extras)) for name, requirement in ranges.items()]
    while todo:
        name, extras = todo.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            asks = map(Requirement, importlib.metadata.requires(name) or [])
        except importlib.metadata.PackageNotFoundError:
            assert pins[name].marker, f"{name} is not installed"  # it belongs to another system: its needs are unknown
            continue
        for asked in asks:
            its_name = canonicalize_name(asked.name)
            if applies(asked, place, extras):
                assert its_name in pins, f"{name} needs {asked}: pin it"
                assert applies(pins[its_name], place), f"{name} needs {asked} here, and its pin is for other systems"
                assert asked.specifier.contains(version_of(pins[its_name])), f"{name} needs {asked}"
                todo.append((its_name, frozenset(asked.extras)))
    assert {name for name, pin in pins.items() if applies(pin, place)} == {name for name, _ in seen}


def test_every_pin_runs_on_the_oldest_python_that_the_course_allows(project, as_pinned):
    oldest = project["requires-python"].removeprefix(">=") + ".0"
    for name, pin in as_pinned.items():
        if applies(pin, {}):
            allowed = importlib.metadata.metadata(name).get("Requires-Python", "")
            assert SpecifierSet(allowed).contains(oldest), f"{pin} needs Python {allowed}"


@pytest.mark.parametrize(
    ("folder", "ours", "extras"),
    [
        ("gan_lesson", {"gan_lesson"}, []),  # a student installs no more
        ("notebooks/source", {"gan_lesson"}, []),
        ("authoring", {"authoring", "gan_lesson"}, ["test", "hub"]),
        ("tests", {"authoring", "gan_lesson", "tests", "pip"}, ["test"]),
    ],
)
def test_every_import_is_declared(project, folder, ours, extras):
    declared = set(by_name(project["dependencies"]))
    declared = declared.union(*(by_name(project["optional-dependencies"][extra]) for extra in extras))
    known = sys.stdlib_module_names | ours
    sources = list((ROOT / folder).rglob("*.py"))
    assert sources
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names.append(node.module)
            for module in {name.split(".")[0] for name in names} - known:
                package = IMPORT_NAMES.get(module, module.replace("_", "-"))
                assert package in declared, (
                    f"{path.relative_to(ROOT)} imports {module}, which pyproject.toml does not name"
                )


def test_every_module_of_the_package_imports_where_the_tests_packages_are_missing(project):
    """What `test_every_import_is_declared` cannot see: what is imported by a name put together, or by somebody else."""
    # By matplotlib, scikit-learn and nbconvert.
    needed_elsewhere = {"packaging", "scipy", "jupyter-client", "jupyter-core", "nbclient", "nbformat"}
    modules = {package: name for name, package in IMPORT_NAMES.items()}
    packages = by_name(project["optional-dependencies"]["test"]).keys() - needed_elsewhere
    missing = ["authoring", "tests", *(modules.get(package, package.replace("-", "_")) for package in packages)]
    paths = (path.relative_to(ROOT).with_suffix("") for path in ROOT.glob("gan_lesson/**/*.py"))
    imports = "; ".join("import " + ".".join(path.parts).removesuffix(".__init__") for path in paths)
    # None in sys.modules: importing it raises ModuleNotFoundError.
    code = f"import sys; sys.modules.update(dict.fromkeys({missing})); {imports}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_run_py_imports_the_standard_library_only():
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names
