"""The settings of one installation: `WAREHOUSE_*` variables, and below them what the set-up assistant keeps.

That is one file of the data folder with the same names, one a line; a variable that is set goes before it. A wrong
value is answered with the variable, what was given, what is expected and what to do; see `docs/configuration.md`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from warehouse_app.wrong_setting import PREFIX, WrongSetting, explain, unknown, variable

__all__ = ["CONNECTION", "FILE", "Settings", "WrongSetting", "is_set", "kept_in", "listed", "names", "read", "variable"]

FILE = "settings.env"  # in the data folder
# The way to Odoo is of one piece: where the environment names an address, nothing of it is taken from the file.
CONNECTION = ("odoo_url", "odoo_db", "odoo_user", "odoo_key", "odoo_key_file", "odoo_ca")
_QUIET = r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"


class Settings(BaseSettings):
    """What may differ between two installations. Each `description` is what the variable expects."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    data_dir: Path = Field(Path("data"), description="a folder on a local disk that this user may write to")
    store_url: str | None = Field(
        None,
        pattern=r"^(sqlite|postgresql)(\+\w+)?:",
        description="sqlite:///<file> or postgresql://<user>@<host>/<db>",
    )
    secret_key_file: Path | None = Field(None, description="a file that only this user may read, or one to be made")
    host: str = Field("127.0.0.1", min_length=1, description="an address of this machine, such as 0.0.0.0")
    port: int = Field(8070, ge=0, le=65535, description="a whole number from 0 to 65535 (0: any free port)")
    base_url: str | None = Field(
        None, pattern=r"^https?://[^/\s]+$", description="how devices reach the app, such as https://floor.example.com"
    )
    tls_cert: Path | None = Field(None, description="a file with the server's certificate (PEM), and its key beside it")
    tls_key: Path | None = Field(None, description="a file with the key of WAREHOUSE_TLS_CERT (PEM)")
    odoo_url: str | None = Field(
        None,
        pattern=r"^(demo|https?://[^/\s?#@]+/?)$",
        description="demo, or the address of your Odoo such as https://odoo.example.com",
    )
    odoo_db: str | None = Field(None, description="the name of the database in your Odoo")
    odoo_user: str | None = Field(None, description="the login of the app's user in your Odoo")
    odoo_key: str | None = Field(None, description="that user's API key, or WAREHOUSE_ODOO_KEY_FILE in its place")
    odoo_key_file: Path | None = Field(None, description="a file with that user's API key in it, and no _KEY beside it")
    odoo_ca: Path | None = Field(None, description="a file with the certificates to trust instead of the system's")
    odoo_admin_user: str | None = Field(None, description="the login of a user with more rights, and its key")
    odoo_admin_key: str | None = Field(None, description="that user's API key, or WAREHOUSE_ODOO_ADMIN_KEY_FILE")
    odoo_admin_key_file: Path | None = Field(None, description="a file with that key in it, and no _KEY beside it")
    odoo_calls_per_s: float = Field(20, ge=0.2, le=200, description="calls a second, from 0.2 to 200")
    odoo_pull_s: float = Field(10, ge=2, le=60, description="seconds from 2 to 60")
    odoo_sweep_s: int = Field(60, ge=15, le=900, description="a whole number of seconds from 15 to 900")
    odoo_at_once: int = Field(4, ge=1, le=4, description="a whole number from 1 to 4")
    odoo_mode: Literal["live", "observe", "pilot"] = Field("live", description="one of live, observe, pilot")
    pilot_types: str = Field("", max_length=1000, description="names of operation types, with commas between")
    pilot_carriers: str = Field("", max_length=1000, description="names of carriers, with commas between")
    pilot_zones: str = Field("", max_length=1000, description="beginnings of the codes of bins, with commas between")
    odoo_cases: bool = Field(True, description="true or false")
    odoo_cases_in: str | None = Field(
        None,
        pattern=r"^(project|helpdesk):\s*\S.*$",
        max_length=200,
        description="project: and the name of a project, or helpdesk: and the name of a team",
    )
    odoo_quiet: str | None = Field(None, pattern=_QUIET, description="a time of day such as 22:00-23:30")
    cart_totes: int = Field(12, ge=1, le=200, description="a whole number from 1 to 200")
    picking_mode: Literal["cluster", "batch", "discrete"] = Field(
        "cluster", description="one of cluster, batch, discrete"
    )
    pickers_move: bool = Field(True, description="true or false")
    pin_digits: int = Field(4, ge=4, le=8, description="a whole number from 4 to 8")
    carrier_labels: str = Field("", max_length=1000, description="names of carriers with commas between, or nothing")
    phone_carriers: str = Field("", max_length=1000, description="names of carriers with commas between, or nothing")
    last_digits: bool = Field(False, description="true or false")
    cart_lines: int = Field(30, ge=1, le=1000, description="a whole number from 1 to 1000")
    cart_kg: int | None = Field(None, ge=1, le=5000, description="a whole number from 1 to 5000, or nothing")
    cart_litres: int | None = Field(None, ge=1, le=50000, description="a whole number from 1 to 50000, or nothing")
    plan_seconds: float = Field(10, ge=0.5, le=25, description="seconds from 0.5 to 25")
    gs1_prefix: str | None = Field(None, pattern=r"^\d{4,12}$", description="your GS1 company prefix, 4 to 12 digits")
    parcel_paper: Literal["4x6", "a6"] = Field("4x6", description="4x6 or a6")
    return_paper: Literal["4x6", "a4"] = Field("4x6", description="4x6 or a4")
    demo_floor: bool = Field(False, description="true or false")
    demo_seed: int = Field(1, ge=0, le=2**31, description="a whole number from 0 to 2147483648")
    demo_shift_minutes: int = Field(0, ge=-525600, le=525600, description="a whole number of minutes, up to a year")
    sockets_max: int = Field(200, ge=1, le=2000, description="a whole number from 1 to 2000")
    threads: int | None = Field(None, ge=2, le=4000, description="a whole number above WAREHOUSE_SOCKETS_MAX")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="one of debug, info, warning, error"
    )

    keep_customer_days: int = Field(90, ge=1, le=3650, description="a whole number of days, from 1 to 3650")
    keep_photo_days: int = Field(180, ge=1, le=3650, description="a whole number of days, from 1 to 3650")
    keep_person_days: int = Field(30, ge=2, le=3650, description="a whole number of days, from 2 to 3650")
    keep_journal_years: int = Field(10, ge=1, le=100, description="a whole number of years, from 1 to 100")
    measure_people: bool = Field(False, description="true or false")
    log_format: Literal["line", "json"] = Field("line", description="line or json")
    metrics_token: str | None = Field(
        None, pattern=r"^[\x21-\x7e]{16,}$", description="16 or more visible characters, for /metrics"
    )

    webhook_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s?#@]+[^\s#@]*$",
        description="an http or https address, such as https://shop.example.com/floor",
    )
    webhook_secret: str | None = Field(
        None, pattern=r"^[\x21-\x7e]{16,}$", description="16 or more visible characters, to sign what the web hook gets"
    )

    @field_validator(
        "log_level", "log_format", "odoo_mode", "picking_mode", "parcel_paper", "return_paper", mode="before"
    )
    @classmethod
    def _lower(cls, given: object) -> object:
        return given.lower() if isinstance(given, str) else given

    @model_validator(mode="after")
    def _threads_above_sockets(self) -> Settings:
        if self.threads is not None and self.threads <= self.sockets_max:
            raise _about("threads")
        return self

    @model_validator(mode="after")
    def _certificate_has_its_key(self) -> Settings:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise _about("tls_key" if self.tls_key is None else "tls_cert")
        return self

    @model_validator(mode="after")
    def _hook_is_signed(self) -> Settings:
        if (self.webhook_url is None) != (self.webhook_secret is None):
            raise _about("webhook_secret" if self.webhook_secret is None else "webhook_url")
        return self

    @model_validator(mode="after")
    def _odoo_is_whole(self) -> Settings:
        """Address, database, user and key: all of them, with one key each, or none is of use."""
        for user in ("odoo", "odoo_admin"):
            if getattr(self, f"{user}_key") and getattr(self, f"{user}_key_file"):
                raise _about(f"{user}_key_file")
        needed = ["odoo_db", "odoo_user"] if self.odoo else []
        needed += [] if not self.odoo or self.odoo_key or self.odoo_key_file else ["odoo_key"]
        keyed = self.odoo_admin_key or self.odoo_admin_key_file
        needed += ["odoo_admin_key"] if self.odoo_admin_user and not keyed else []
        needed += ["odoo_admin_user"] if keyed and not self.odoo_admin_user else []
        for field in needed:
            if not getattr(self, field):
                raise _about(field)
        return self

    @model_validator(mode="after")
    def _only_a_real_odoo_is_observed(self) -> Settings:
        if self.odoo_mode != "live" and not self.odoo:
            raise _about("odoo_mode")
        if self.odoo_mode == "pilot" and not (self.pilot_types or self.pilot_carriers or self.pilot_zones):
            raise _about("pilot_types")
        return self

    @property
    def observes(self) -> bool:
        """Whether nothing is written in Odoo."""
        return self.odoo_mode == "observe"

    @property
    def pilot(self) -> list[str]:
        """What a pilot is about, each part as it was given; nothing without one."""
        parts = (self.pilot_types, self.pilot_carriers, self.pilot_zones)
        return [part for part in parts if part] if self.odoo_mode == "pilot" else []

    @property
    def double(self) -> bool:
        """Whether the Odoo behind the app is the double."""
        return self.odoo_url == "demo"

    @property
    def odoo(self) -> str | None:
        """The address of the Odoo behind the app, where it is a real one."""
        return None if self.double or self.odoo_url is None else self.odoo_url.rstrip("/")

    @property
    def label_carriers(self) -> list[str]:
        """The carriers whose labels Odoo has."""
        return listed(self.carrier_labels)

    @property
    def phone_carriers_named(self) -> list[str]:
        """The carriers that need the customer's phone number."""
        return [name.strip() for name in self.phone_carriers.split(",") if name.strip()]

    @property
    def demo(self) -> bool:
        """Whether this is a floor to try: made-up people, known PINs, a scanner on the screen."""
        return self.double or self.demo_floor

    @property
    def tls(self) -> bool:
        """Whether devices reach the app over https."""
        return self.tls_cert is not None or (self.base_url or "").startswith("https://")

    @property
    def store(self) -> str:
        """Where the floor is kept, as an SQLAlchemy URL."""
        return self.store_url or f"sqlite:///{self.data_dir.resolve() / 'floor.sqlite3'}"

    @property
    def key_file(self) -> Path:
        """The file with the secret that is mixed into PINs and codes."""
        return self.secret_key_file or self.data_dir / "secret.key"

    @property
    def pool(self) -> int:
        """Threads of the server: each socket pins one for its life, the rest answer requests."""
        return self.threads or self.sockets_max + 32


def listed(text: str) -> list[str]:
    """Names with commas between.

    >>> listed(" DHL, , UPS ")
    ['DHL', 'UPS']
    """
    return [name.strip() for name in text.split(",") if name.strip()]


def read(environ: Mapping[str, str] | None = None, /, **given: Any) -> Settings:
    """The settings from the file and the environment, with what the command line gave on top.

    Raises:
        WrongSetting: a value is wrong or a name unknown.
    """
    environ = os.environ if environ is None else environ
    folder = Path(
        given.get("data_dir") or environ.get(variable("data_dir")) or Settings.model_fields["data_dir"].default
    )
    kept = kept_in(folder)
    lines = unknown(environ, names()) + [f"{folder / FILE}: {line}" for line in unknown(kept, names())]
    known = {name: value for name, value in kept.items() if name in names()}
    below = {
        name.removeprefix(PREFIX).lower(): value for name, value in known.items() if value and not environ.get(name)
    }
    if is_set("odoo_url", environ):
        below = {field: value for field, value in below.items() if field not in CONNECTION}
    try:
        settings = Settings(**(below | given))
    except ValidationError as wrong:
        wrong_lines = explain(wrong, environ, names())
        named = [f"{folder / FILE}: {line}" if line.split(":")[0] in kept else line for line in wrong_lines]
        raise WrongSetting(lines + named) from None
    if lines:
        raise WrongSetting(lines)
    return settings


def kept_in(folder: Path) -> dict[str, str]:
    """What the file of this data folder says, by variable; nothing where there is none.

    Raises:
        WrongSetting: it is there and cannot be read.
    """
    try:
        lines = (folder / FILE).read_text("utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        raise WrongSetting([f"{folder / FILE}: cannot be read ({problem}). Nothing was started."]) from problem
    rows = [line.partition("=") for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return {name.strip(): value.strip() for name, _, value in rows}


def is_set(field: str, environ: Mapping[str, str] | None = None) -> bool:
    """Whether the environment itself says this, so that no file and no page can."""
    return bool((os.environ if environ is None else environ).get(variable(field)))


def names() -> dict[str, str]:
    """Every variable with what it expects."""
    return {variable(name): str(field.description) for name, field in Settings.model_fields.items()}


def _about(field: str) -> PydanticCustomError:
    """Settings that do not go together; `field` is the one to look at."""
    return PydanticCustomError("together", "{field}", {"field": field})
