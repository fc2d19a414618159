"""Linux system calls that Python 3.11 has no functions for, with numbers from its headers."""

import ctypes
import os
import struct
from collections.abc import Iterator

NEW_NAMESPACES = {
    "mounts": 0x0002_0000,
    "hostname": 0x0400_0000,
    "ipc": 0x0800_0000,
    "user": 0x1000_0000,
    "processes": 0x2000_0000,
    "network": 0x4000_0000,
}
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC = 32, 4096, 16384
MS_NOATIME = 1024  # otherwise reading a file would leave a trace for the next submission

MS_PRIVATE = 1 << 18
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 1, 4, 36
PR_SET_NO_NEW_PRIVS, PR_SET_THP_DISABLE = 38, 41
# capset(2): the header of version 3, then effective, permitted and inheritable, twice 32 bits
CAPABILITY_HEADER = struct.pack("Ii", 0x2008_0522, 0)
NO_CAPABILITIES = bytes(24)
MADV_COLLAPSE = 25
LARGE_PAGE = 2 << 20

_libc = ctypes.CDLL(None, use_errno=True)


def unshare(*namespaces: str) -> None:
    """Move this process (for `processes`: its future children) into new namespaces."""
    _check(_libc.unshare(sum(NEW_NAMESPACES[name] for name in namespaces)), "unshare")


def join(namespace: int, kind: str) -> None:
    """Move into the namespace that an open descriptor refers to."""
    _check(_libc.setns(namespace, NEW_NAMESPACES[kind]), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount `source`, or a new file system of that `kind`, at `target`."""
    parts = [part.encode() or None for part in (source, target, kind)]
    _check(_libc.mount(*parts, ctypes.c_ulong(flags), options.encode() or None), f"mount {target}")


def bind_read_only(source: str, target: str, *, device: bool = False) -> None:
    """Mount `source` at `target` as well, read-only."""
    mount(source, target, flags=MS_BIND | MS_REC)
    # an ordinary user may not lift restrictions that the mount already has
    kept = os.statvfs(target).f_flag & (MS_NOSUID | MS_NODEV | MS_NOEXEC)
    flags = MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | (0 if device else MS_NODEV) | kept
    try:
        mount("", target, flags=flags | MS_NOATIME)
    except PermissionError:
        mount("", target, flags=flags)


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root; the old root moves to `old`, a folder in `new`."""
    number = {"x86_64": 155, "aarch64": 41}[os.uname().machine]
    _check(_libc.syscall(number, new.encode(), old.encode()), "pivot_root")


def unmount(target: str) -> None:
    """Unmount `target` and everything mounted below it."""
    _check(_libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def set_process(option: int, value: int) -> None:
    """prctl(2) with one argument."""
    _check(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), "prctl")


def drop_capabilities() -> None:
    """Give up every capability, for good."""
    _check(_libc.capset(CAPABILITY_HEADER, NO_CAPABILITIES), "capset")


def filter_calls(number: int, program: bytes, *, listen: bool) -> int:
    """seccomp(2), which has this number, with a compiled filter; the listener, if one is wanted."""
    set_mode_filter, new_listener = 1, 8
    size = 8  # of an instruction
    wanted = _Program(len(program) // size, program)
    flags = new_listener if listen else 0
    listener: int = _libc.syscall(number, set_mode_filter, flags, ctypes.byref(wanted))
    _check(listener, "seccomp")
    return listener


def take_descriptor(process: int, descriptor: int) -> int:
    """A duplicate of another process's descriptor."""
    pidfd_getfd = 438
    pidfd = os.pidfd_open(process)
    try:
        taken: int = _libc.syscall(pidfd_getfd, pidfd, descriptor, 0)
    finally:
        os.close(pidfd)
    _check(taken, "pidfd_getfd")
    return taken


def read_memory(process: int, address: int, size: int) -> bytes:
    """Up to `size` bytes at an address of another process; none if nothing can be read there."""
    part = ctypes.create_string_buffer(size)
    local, remote = _Part(ctypes.addressof(part), size), _Part(address, size)
    read = _libc.process_vm_readv(process, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
    return part.raw[: max(read, 0)]


class _Part(ctypes.Structure):
    _fields_ = (("address", ctypes.c_size_t), ("size", ctypes.c_size_t))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def use_large_pages(maps: str) -> None:
    """Move what this process has in memory of its own to large pages, given its /proc/self/maps.

    fork() copies an entry for each page, and the end of the child frees it again. With torch, these
    are 36,000 entries in small pages, and a quarter of that if all that can be is in large ones.
    See MADV_COLLAPSE in madvise(2); a kernel that does not know it leaves everything as it is.
    """
    for begin, end in own_memory(maps):
        _libc.madvise(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), MADV_COLLAPSE)


def own_memory(maps: str) -> Iterator[tuple[int, int]]:
    """Where memory that is no part of a file may lie in large pages: from, and up to."""
    for line in filter(None, maps.split("\n")):  # other line breaks may be part of a path
        addresses, mode, _, _, inode, *_ = line.split()
        begin, end = (int(address, 16) for address in addresses.split("-"))
        begin, end = -(-begin // LARGE_PAGE) * LARGE_PAGE, end // LARGE_PAGE * LARGE_PAGE
        if mode == "rw-p" and inode == "0" and begin < end:
            yield begin, end


def _check(status: int, what: str) -> None:
    if status < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
