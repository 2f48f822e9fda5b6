"""`tienbo demo [--no-serve] [--out DIR] [--letter FILE] [--port N] [--again]`."""

import datetime as dt
import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from tienbo.core import instance, serving
from tienbo.core.terminal import Refusal, both, choose, language, make_folder, say, why
from tienbo.demo.chain import build, prove, remembered, today_of, write_report
from tienbo.demo.guidance import Plan, builtin_letter, plan_of
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

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-serve", action="store_true", help=both("ghi báo cáo xong thì dừng", "stop after writing the report")
        )
        parser.add_argument(
            "--out",
            type=Path,
            metavar="DIR",
            help=both("thư mục ghi báo cáo (mặc định: demo/ trong dữ liệu)", "folder for the report (default: demo/)"),
        )
        parser.add_argument(
            "--letter",
            type=Path,
            metavar="FILE",
            help=both("công văn DOCX, PDF, TXT thay văn bản có sẵn", "a letter in place of the demo's own"),
        )
        parser.add_argument(
            "--port", type=int, help=both("cổng (mặc định: cổng trống từ 8000)", "port (default: a free one from 8000)")
        )

        parser.add_argument(
            "--again",
            action="store_true",
            help=both("dựng lại tỉnh mẫu từ đầu, bỏ những gì đã làm trong đó", "build anew, drop what was done in it"),
        )

    def handle(
        self, *args, no_serve: bool, out: Path | None, letter: Path | None, port: int | None, again: bool, **options
    ):
        """Exit 1 when the letter is refused or something does not verify, 2 when it cannot be read or nothing run."""
        data, name = self._letter(letter)
        plan = self._plan(data, name)
        if not no_serve and port is not None:
            serving.ensure_free(port)
        # What is printed on paper leads back to this demo.
        settings.PUBLIC_URL = settings.PUBLIC_URL or f"http://127.0.0.1:{port or serving.FIRST_PORT}"
        os.environ["TIENBO_PUBLIC_URL"] = settings.PUBLIC_URL
        folder = out or settings.VAR / "demo"
        instance.become_demo(today_of(plan))
        make_folder(folder)
        say("Chuẩn bị cơ sở dữ liệu …", "Preparing the database ...")
        instance.prepare()
        built = None if again else remembered(data)
        if built is None:
            built = build(data, name, plan)
        else:
            say("Tỉnh mẫu đã dựng từ trước: dùng lại.", "The demo province is there from before: used again.")
        instance.become_demo(dt.date.fromisoformat(built.today))
        paths = write_report(built, folder)
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
            vi, en = why(error)
            raise Refusal(f"Không mở được {path}: {vi}.", f"{path} cannot be opened: {en}.") from error

    def _plan(self, data: bytes, name: str) -> Plan:
        try:
            return plan_of(data, name)
        except Classified as refused:
            raise Refusal(refused.vi, refused.en, code=1) from refused
        except Unreadable as refused:
            raise Refusal(refused.vi, refused.en) from refused

    def _logins(self) -> list[str]:
        """One login per role. The demo's password protects nothing: it answers to this machine only."""
        lines = [choose(f"Đăng nhập (mật khẩu: {PASSWORD})", f"Logins (password: {PASSWORD})")]
        index = 2 if language() == "en" else 1
        return lines + [f"  {login[0]:<12} {login[index]}" for login in LOGINS]
