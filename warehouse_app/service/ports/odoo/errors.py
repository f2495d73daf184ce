"""What may come of a call to Odoo when no answer comes of it. Three outcomes; a caller needs to know no others."""

from __future__ import annotations


class OdooRefused(Exception):
    """Odoo understood the call and said no; nothing was changed. Asking again gives the same answer.

    The text is Odoo's own, in the language of the service user.
    """


class OdooUnreachable(Exception):
    """The call was certainly not executed; it may be made again, after `retry_after_s` where Odoo named a pause."""

    def __init__(self, words: str, retry_after_s: float | None = None) -> None:
        super().__init__(words)
        self.retry_after_s = retry_after_s


class OdooDenied(OdooUnreachable):
    """Odoo does not let us in: the key is wrong or has expired, or the user was archived.

    Nothing was executed, and nothing will be until somebody gives us a key that opens. It is no fault of the job
    at hand, so a job that meets it waits with the rest.
    """


class OdooUnknown(Exception):
    """The call was sent and its answer is lost: it may have been executed, may still be, or never arrived.

    Nobody may repeat it blindly: wait 35 seconds (Odoo may still be at it), read what is there, decide.
    """
