from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from desktop_biller.foundation.errors import StorageError
from desktop_biller.store import places
from desktop_biller.store.places import (
    REMOTE_DRIVE,
    Computer,
    parse_linux_mounts,
    parse_mac_mounts,
    refuse_unsafe_place,
    unsafe_because,
)

LINUX_MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
nas:/export /mnt/nas nfs4 rw 0 0
//server/office /mnt/The\040Office cifs rw 0 0
/dev/sdb1 /mnt/nas/local ext4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
"""
MAC_MOUNTS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@nas._smb._tcp.local/share on /Volumes/share (smbfs, nodev, nosuid, mounted by anna)
/dev/disk5s1 on /Volumes/Backup (1) (apfs, local, nodev)
"""


def windows(*there: str, names: Iterable[str] = (), **environment: str) -> Computer:
    return Computer(
        drive_type=lambda root: REMOTE_DRIVE if root == "Z:\\" else 3,
        mounts=list,
        exists=lambda path: str(path) in there,
        names=lambda _folder: list(names),
        environment=environment,
        home=PureWindowsPath(r"C:\Users\Anna"),
    )


def posix(mounts: list[tuple[str, str]], *there: str, names: Iterable[str] = ()) -> Computer:
    return Computer(
        drive_type=lambda _root: 0,
        mounts=lambda: mounts,
        exists=lambda path: str(path) in there,
        names=lambda _folder: list(names),
        environment={},
        home=PurePosixPath("/home/anna"),
    )


LINUX = posix(parse_linux_mounts(LINUX_MOUNTS))
MAC = posix(parse_mac_mounts(MAC_MOUNTS))
ICLOUD = "/home/anna/Library/Mobile Documents/com~apple~CloudDocs"

REFUSED = [
    # Network shares
    (PureWindowsPath(r"\\server\office\Biller"), windows(), "network"),
    (PureWindowsPath(r"\\?\UNC\server\office"), windows(), "network"),
    (PureWindowsPath(r"Z:\Biller"), windows(), "network"),
    (PureWindowsPath(r"\\?\Z:\Biller"), windows(), "network"),
    (PurePosixPath("/mnt/nas/practice"), LINUX, "network"),
    (PurePosixPath("/mnt/The Office"), LINUX, "network"),
    (PurePosixPath("/run/user/1000/gvfs/smb-share:server=x"), LINUX, "network"),
    (PurePosixPath("/Volumes/share/practice"), MAC, "network"),
    # Sync services by name
    (PureWindowsPath(r"C:\Users\Anna\OneDrive\Documents"), windows(), "OneDrive"),
    (PureWindowsPath(r"C:\Users\Anna\OneDrive - Lakeside Clinic\x"), windows(), "OneDrive"),
    (PureWindowsPath(r"D:\Dropbox (Personal)\x"), windows(), "Dropbox"),
    (PureWindowsPath(r"C:\Users\Anna\iCloudDrive"), windows(), "iCloud"),
    (PureWindowsPath(r"G:\My Drive\practice"), windows(), "Google Drive"),
    (PurePosixPath(f"{ICLOUD}/x"), MAC, "iCloud"),
    (PurePosixPath("/Users/a/Library/CloudStorage/GoogleDrive-a@b.org/x"), MAC, "sync"),
    # ... by what they leave behind, and by their settings
    (PureWindowsPath(r"D:\Data\x"), windows(OneDrive=r"D:\Data"), "OneDrive"),
    (PureWindowsPath(r"D:\Data\x\y"), windows(r"D:\Data\.dropbox.cache"), "Dropbox"),
    (PurePosixPath("/data/x"), posix([], "/data/.stfolder"), "Syncthing"),
    (
        PurePosixPath("/data/x"),
        posix([], names=["office (Anna's conflicted copy 2026-03-02).db"]),
        "conflicted copy",
    ),
    (PurePosixPath("/home/anna/Documents/x"), posix([], f"{ICLOUD}/Documents"), "iCloud"),
]

ALLOWED = [
    (PureWindowsPath(r"C:\Users\Anna\AppData\Local\DesktopBiller"), windows()),
    (PureWindowsPath(r"\\?\C:\Practice"), windows()),
    (PureWindowsPath(r"D:\Onedriven"), windows(OneDrive=r"C:\Users\Anna\OneDrive")),
    (PurePosixPath("/home/anna/practice"), posix([], "/home/anna/.dropbox")),
    (PurePosixPath("/mnt/nas/local/practice"), LINUX),
    (PurePosixPath("/mnt/nas2"), LINUX),
    (PurePosixPath("/Volumes/Backup (1)/x"), MAC),
    (PurePosixPath("/home/anna/Documents/x"), posix([], names=["office.db", "conflict.txt"])),
]


@pytest.mark.parametrize(
    ("folder", "computer", "word"), REFUSED, ids=[str(row[0]) for row in REFUSED]
)
def test_p25_a_place_that_damages_the_file_is_known(
    folder: PurePath, computer: Computer, word: str
) -> None:
    reason = unsafe_because(folder, computer)
    assert reason is not None
    assert word in reason


@pytest.mark.parametrize(("folder", "computer"), ALLOWED, ids=[str(row[0]) for row in ALLOWED])
def test_p25_a_safe_place_is_left_in_peace(folder: PurePath, computer: Computer) -> None:
    assert unsafe_because(folder, computer) is None


def test_p25_this_computers_own_disk_is_fine_and_a_sync_folder_on_it_is_not(
    tmp_path: Path,
) -> None:
    refuse_unsafe_place(tmp_path / "not" / "there" / "yet")
    with pytest.raises(StorageError, match="Dropbox copies it") as caught:
        refuse_unsafe_place(tmp_path / "Dropbox" / "practice")
    assert "own disk" in caught.value.remedy


def test_p25_a_link_into_a_sync_folder_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "practice").symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    with pytest.raises(StorageError, match="OneDrive"):
        refuse_unsafe_place(tmp_path / "practice")


def test_a_system_that_tells_no_mounts_refuses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_mounts", list)
    refuse_unsafe_place(tmp_path)
