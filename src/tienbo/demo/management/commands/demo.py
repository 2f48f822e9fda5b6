"""`tienbo demo [--no-serve] [--out DIR] [--letter FILE] [--port N]`."""

import datetime as dt
import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from tienbo.core import instance, serving
from tienbo.core.terminal import Refusal, choose, language, say
from tienbo.demo.chain import build, prove, remembered, write_report
from tienbo.demo.guidance import builtin_letter, year_of
from tienbo.demo.province import PASSWORD
from tienbo.documents.extraction import Classified, Unreadable

LOGINS = (
    ("quantri", "quản trị hệ thống", "system administrator"),
    ("thuongtruc", "cán bộ cơ quan thường trực của tỉnh", "standing-office officer of the province"),
    ("lanhdao", "lãnh đạo Ban của tỉnh (gửi báo cáo)", "head at the province (sends the report)"),
    ("kiemtra", "cán bộ kiểm tra", "inspector"),
    ("theodoi", "người theo dõi", "viewer"),
    ("hoaan.cb", "cán bộ huyện Hòa An", "officer of Hòa An district"),
    ("hoaan.ld", "lãnh đạo Ban huyện Hòa An", "head at Hòa An district"),
    ("yt.cb", "cán bộ Sở Y tế", "officer of the health department"),
    ("xa.01711", "cán bộ xã Bình Dương, huyện Hòa An", "officer of Bình Dương commune"),
)


class Command(BaseCommand):
    """Prepares the demo province, runs the whole chain, writes the consolidated report, prints logins, serves."""

    help = "prepare the demo province, run the chain, serve"

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="stop after writing the report")
        parser.add_argument("--out", type=Path, help="folder for the report (default: var/demo)")
        parser.add_argument("--letter", type=Path, help="a letter to begin from, in place of the demo's own")
        parser.add_argument("--port", type=int, help="port to serve on (default: the first free one from 8000)")

    def handle(self, *args, no_serve: bool, out: Path | None, letter: Path | None, port: int | None, **options):
        """Exit 1 when the letter is refused or something does not verify, 2 when the letter cannot be read."""
        data, name = self._letter(letter)
        year = self._year(data, name)
        instance.become_demo(dt.date(year, 6, 10))
        say("Chuẩn bị cơ sở dữ liệu …", "Preparing the database ...")
        instance.prepare()
        built = remembered(data)
        if built is None:
            built = build(data, name, year)
        else:
            say("Tỉnh mẫu đã dựng từ trước: dùng lại.", "The demo province is there from before: used again.")
        instance.become_demo(dt.date.fromisoformat(built.today))
        paths = write_report(built, out or settings.VAR / "demo")
        whole = prove()
        for line in (*[f"  {path}" for path in paths], *self._logins()):
            print(line)
        if not whole:
            raise SystemExit(1)
        if not no_serve:
            os.environ["TIENBO_TODAY"] = built.today
            raise SystemExit(serving.serve(port=port))

    def _letter(self, path: Path | None) -> tuple[bytes, str]:
        if path is None:
            return builtin_letter(), "cong-van.txt"
        try:
            return path.read_bytes(), path.name
        except OSError as error:
            raise Refusal(
                f"Không đọc được {path}: {error.strerror}.", f"{path} cannot be read: {error.strerror}.", code=2
            ) from error

    def _year(self, data: bytes, name: str) -> int:
        try:
            return year_of(data, name)
        except Classified as refused:
            raise Refusal(refused.vi, refused.en, code=1) from refused
        except Unreadable as refused:
            raise Refusal(refused.vi, refused.en, code=2) from refused

    def _logins(self) -> list[str]:
        """One login per role. The demo's password protects nothing: it answers to this machine only."""
        lines = [choose(f"Đăng nhập (mật khẩu: {PASSWORD})", f"Logins (password: {PASSWORD})")]
        index = 2 if language() == "en" else 1
        return lines + [f"  {login[0]:<12} {login[index]}" for login in LOGINS]
