"""What the victims of the tests do, each in a process of its own: `python -m tests.kills.act build|send|work|count`."""

import datetime as dt
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tienbo.config.settings")

import django

django.setup()

from django.db import transaction

from tests.reporting.conftest import build_world
from tienbo.access.models import User
from tienbo.core import clock, instance
from tienbo.core.jobs import run_worker
from tienbo.reporting.exchange.actions import submit_report, take_report
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.rounds.models import Report

UNITS = ("01711", "01708", "01780", "LD", "VH", "HPN", "051", "053")


def build() -> None:
    """A data directory with the world of the reporting tests, everybody's figures typed and nothing sent."""
    instance.prepare()
    with clock.at(dt.date(2015, 5, 20)), transaction.atomic():
        world = build_world()
        for unit in UNITS:
            world.fill(unit)


def send() -> None:
    """Send every report and take it, saying each before it begins."""
    with clock.at(dt.date(2015, 5, 21)):
        for unit in UNITS:
            report = Report.objects.select_related("participant__superior").get(participant__code=unit)
            if report.state != "draft":
                continue
            print(unit, flush=True)
            submit_report(by=User.objects.get(username=f"truongban.{unit}"), report=report)
            above = report.participant.superior.code
            take_report(by=User.objects.get(username=f"canbo.{above}"), report=report)
    print("done", flush=True)


def work() -> None:
    """Print what was sent, as the worker of a site does: without end."""
    print("working", flush=True)
    run_worker()


def count() -> None:
    """How many printed files are kept."""
    print(IssuedFile.objects.count())


if __name__ == "__main__":
    {"build": build, "send": send, "work": work, "count": count}[sys.argv[1]]()
