"""Why a file could not be read, in both languages, for all that read files."""

from __future__ import annotations

import errno

from pii_scan.model import Reason

NOT_THERE = Reason("no such file or folder", "해당 파일 또는 폴더가 없음")
HIDDEN = Reason("is hidden; name it to see it", "숨김 파일: 점검하려면 점검 대상으로 지정")
EMPTY = Reason("is empty", "빈 파일")
READING_FAILED = Reason("reading failed", "읽기 실패")
# The system's words are in one language; these are for the errors that reading files meets.
_KOREAN = {
    errno.EACCES: "접근 권한이 없음",
    errno.EPERM: "접근 권한이 없음",
    errno.ENOENT: "해당 파일이 없음",
    errno.ENOTDIR: "폴더가 아님",
    errno.EISDIR: "파일이 아니라 폴더임",
    errno.ELOOP: "심볼릭 링크가 너무 많거나 순환함",
    errno.ENAMETOOLONG: "파일 이름이 너무 길어 열 수 없음",
    errno.EMFILE: "열린 파일이 너무 많음",
    errno.ENFILE: "열린 파일이 너무 많음",
    errno.ENOMEM: "메모리 부족",
    errno.ENOSPC: "디스크 공간 부족",
    errno.EIO: "입출력 오류",
    errno.EBUSY: "다른 프로그램이 사용 중",
    errno.ESTALE: "네트워크 드라이브의 파일이 바뀌었거나 없어짐",
    errno.ETIMEDOUT: "시간 초과",
    errno.ENODEV: "해당 장치가 없음",
    errno.ENXIO: "해당 장치가 없음",
}


def reason_of(cause: OSError) -> Reason:
    """What the system says about a file, in its own words, without the file's name."""
    name = errno.errorcode.get(cause.errno or 0, type(cause).__name__)
    return Reason(
        (cause.strerror or type(cause).__name__).lower(),
        _KOREAN.get(cause.errno or 0, f"시스템 오류({name})"),
    )


def unreadable(cause: OSError) -> Reason:
    """That the system does not let a file be read."""
    return Reason("cannot be read", "읽지 못함").because(reason_of(cause))


def failed_with(cause: Exception) -> Reason:
    """A failure that nobody foresaw: only its class is said, since its text could quote data."""
    name = type(cause).__name__
    return Reason(f"cannot be read ({name})", f"읽지 못함({name})")


def cut_off(kind: str | None) -> Reason:
    """That data packed as ``kind`` ends before it should."""
    return up_to_there(Reason(f"{kind} data ends too early", f"{kind} 데이터가 중간에 끊김"))


def damaged(kind: str | None) -> Reason:
    """That data packed as ``kind`` is broken at some place."""
    return up_to_there(Reason(f"{kind} data is broken", f"{kind} 데이터가 손상됨"))


def up_to_there(reason: Reason) -> Reason:
    """``reason`` where all that stands before was read."""
    return Reason(f"{reason.message}; read up to there", f"{reason.message_ko}; 그 앞까지만 읽음")


def zip_bomb(ratio: int, read: int) -> Reason:
    """That a file unpacks to more than ``ratio`` times its size; ``read`` bytes of it were read."""
    mebibytes = f"{read // (1024 * 1024):,} MiB"
    return Reason(
        f"unpacks to more than {ratio} times its size, as a zip bomb does; "
        f"the first {mebibytes} were read",
        f"압축을 풀면 크기의 {ratio}배를 넘음(압축 폭탄 의심); 앞 {mebibytes}만 읽음",
    )
