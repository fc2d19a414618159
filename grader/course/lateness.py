"""How many days late something was handed in.

A day ends when the clock on the wall shows the due time again, so that a change to summer time
makes nobody late.
"""

from datetime import UTC, datetime, timedelta, tzinfo

DAY = timedelta(days=1)


class ZoneMissing(Exception):
    """One of two times has a time zone and the other has none, and neither says which."""


def moment(time: datetime, zone: tzinfo | None) -> datetime:
    """A time in that zone; as it is where no zone is known.

    When clocks are set back, an hour happens twice: a time in it is the earlier one.
    """
    if zone is None:
        return time
    return time.replace(tzinfo=zone) if time.tzinfo is None else time.astimezone(zone)


def days_late(
    handed_in: datetime, due: datetime, zone: tzinfo | None = None, grace: timedelta = timedelta()
) -> int:
    """The days begun from `due` to `handed_in`, 0 if it was in time or within the grace.

    The grace holds at the end of each day. Raises ZoneMissing.
    """
    end = moment(due, zone)
    latest = _exact(moment(handed_in, zone)) - grace
    if (latest.tzinfo is None) != (_exact(end).tzinfo is None):
        raise ZoneMissing
    if latest <= _exact(end):
        return 0
    days = max(1, (latest - _exact(end)) // DAY)
    while latest > _exact(end + days * DAY):
        days += 1
    while days > 1 and latest <= _exact(end + (days - 1) * DAY):
        days -= 1
    return days


def _exact(time: datetime) -> datetime:
    """In UTC, since two times of one zone compare and subtract as clocks on the wall do."""
    return time if time.tzinfo is None else time.astimezone(UTC)
