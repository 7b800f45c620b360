"""Where a practice may live, and what its files are called.

The live file needs locks and shared memory that network shares don't give, and a sync service
copies it in mid-write: both have destroyed databases, so both are refused. Backups may go there.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from desktop_biller.foundation.errors import StorageError

DATABASE_FILE = "office.db"
KEY_FILE = "office.keys"
LOCK_FILE = "office.lock"
HOLDER_FILE = "office.holder.json"

REMOTE_DRIVE = 4
"""DRIVE_REMOTE of Windows' GetDriveTypeW."""

_NETWORK_WORDS = """
afpfs afs beegfs ceph cifs coda davfs fuse.davfs2 fuse.glusterfs fuse.gvfsd-fuse fuse.rclone
fuse.s3fs fuse.smbnetfs fuse.sshfs gfs2 glusterfs lustre ncpfs nfs nfs4 ocfs2 smb3 smbfs webdav
"""
_NETWORK_FILE_SYSTEMS = frozenset(_NETWORK_WORDS.split())
"""Their names in mount tables; 9p is left out, containers mount their local root with it."""

_SYNC_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "iclouddrive": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "cloudstorage": "a sync service",  # where macOS mounts all of them
}
"""Folders of these names, or that go on as ``OneDrive - Clinic``, ``Dropbox (Personal)`` and
``GoogleDrive-anna@example.org`` do."""

_SYNC_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".stfolder": "Syncthing",
}
"""Files and folders that a sync service leaves in the root of what it copies."""


@dataclass(frozen=True, slots=True)
class Computer:
    r"""What the checks ask the computer; tests hand in their own.

    Attributes:
        drive_type: GetDriveTypeW of a Windows root such as ``Z:\``.
        mounts: mount point and file system type of each mount.
        exists: whether a path is there.
        names: what a folder holds.
        environment: the environment variables.
        home: the user's own folder.
    """

    drive_type: Callable[[str], int]
    mounts: Callable[[], list[tuple[str, str]]]
    exists: Callable[[PurePath], bool]
    names: Callable[[PurePath], list[str]]
    environment: Mapping[str, str]
    home: PurePath


def refuse_unsafe_place(folder: Path) -> None:
    """Refuse a folder that can't hold the live practice file; it need not exist yet.

    Raises:
        StorageError: it lies on a network share or in the folder of a sync service.
    """
    computer = this_computer()
    # What is meant and where links lead: either may be the unsafe one.
    for path in dict.fromkeys((Path(os.path.abspath(folder)), folder.resolve())):  # noqa: PTH100 -- absolute() keeps ".."
        reason = unsafe_because(path, computer)
        if reason is not None:
            raise StorageError(
                f"The practice can't be kept in {folder}: {reason}.",
                effect="Nothing was changed.",
                remedy="Choose a folder on this computer's own disk. Backups may go there.",
            )


def unsafe_because(folder: PurePath, computer: Computer) -> str | None:
    """Why an absolute path can't hold the live file, as half a sentence; None when it can."""
    if _is_network(folder, computer):
        return "it is on a network share, where the file can be damaged"
    service = _sync_service(folder, computer)
    if service is not None:
        return f"{service} copies it while it is being written, which damages the file"
    return None


def this_computer() -> Computer:
    """The computer the program runs on."""
    return Computer(
        drive_type=_drive_type,
        mounts=_mounts,
        exists=lambda path: Path(path).exists(),
        names=_names,
        environment=os.environ,
        home=Path.home(),
    )


def _is_network(folder: PurePath, computer: Computer) -> bool:
    if isinstance(folder, PureWindowsPath):
        drive = folder.drive.replace("/", "\\")
        if drive.startswith(("\\\\?\\", "\\\\.\\")):  # the long form of a path
            drive = drive[4:]
            if drive.upper().startswith("UNC"):
                return True
        return drive.startswith("\\\\") or computer.drive_type(f"{drive}\\") == REMOTE_DRIVE
    if str(folder).startswith("//"):
        return True
    best = ("/", "")
    for point, kind in computer.mounts():
        # The later of two mounts on one point hides the earlier.
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1] in _NETWORK_FILE_SYSTEMS


def _sync_service(folder: PurePath, computer: Computer) -> str | None:
    return (
        _by_name(folder)
        or _by_environment(folder, computer)
        or _by_marker(folder, computer)
        or _by_conflict_copy(folder, computer)
        or _by_icloud_desktop(folder, computer)
    )


def _by_name(folder: PurePath) -> str | None:
    for part in folder.parts:
        name = part.casefold()
        for known, service in _SYNC_NAMES.items():
            if name == known or name.startswith((f"{known} -", f"{known} (", f"{known}-")):
                return service
    return None


def _by_environment(folder: PurePath, computer: Computer) -> str | None:
    for variable in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        root = computer.environment.get(variable)
        if root and folder.is_relative_to(type(folder)(root)):
            return "OneDrive"
    return None


def _by_marker(folder: PurePath, computer: Computer) -> str | None:
    for parent in (folder, *folder.parents):
        for marker, service in _SYNC_MARKERS.items():
            # Dropbox keeps its settings in the home folder under its marker's own name.
            if parent != computer.home and computer.exists(parent / marker):
                return service
    return None


def _by_conflict_copy(folder: PurePath, computer: Computer) -> str | None:
    for name in computer.names(folder):
        if name.startswith("office") and "conflict" in name.casefold():
            return f"a sync service, which left “{name}” there,"
    return None


def _by_icloud_desktop(folder: PurePath, computer: Computer) -> str | None:
    """With "Desktop & Documents" iCloud takes both folders without changing their paths."""
    if not isinstance(folder, PurePosixPath):
        return None
    for name in ("Desktop", "Documents"):
        cloud = computer.home / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / name
        if folder.is_relative_to(computer.home / name) and computer.exists(cloud):
            return "iCloud Drive"
    return None


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def _names(folder: PurePath) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 -- names are all that is wanted
    except OSError:
        return []


def _mounts() -> list[tuple[str, str]]:
    if sys.platform == "darwin":
        done = subprocess.run(["/sbin/mount"], capture_output=True, check=False)
        return parse_mac_mounts(done.stdout.decode(errors="replace"))
    try:
        return parse_linux_mounts(Path("/proc/mounts").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return []


def parse_linux_mounts(text: str) -> list[tuple[str, str]]:
    r"""Mount point and type of each line of ``/proc/mounts``, where a blank is ``\040``."""
    rows = [line.split(" ") for line in text.splitlines()]
    return [
        (row[1].encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8"), row[2])
        for row in rows
        if len(row) >= 3
    ]


def parse_mac_mounts(text: str) -> list[tuple[str, str]]:
    """Mount point and type of ``//anna@nas/share on /Volumes/share (smbfs, nodev)``."""
    mounts = []
    for line in text.splitlines():
        head, _, options = line.rpartition(" (")
        _, _, point = head.partition(" on ")
        if point:
            mounts.append((point, options.rstrip(")").split(",")[0]))
    return mounts
