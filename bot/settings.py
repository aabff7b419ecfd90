"""The environment turned into Settings, here and nowhere else."""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.problems import nearest

#: A Telegram bot: its token, after the flow that it speaks.
_BOT = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,39}=)?[0-9]{3,20}:[A-Za-z0-9_-]{5,100}")


#: A site as browsers name it: no path.
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+/?")


def _is_web_address(url: str) -> bool:
    """Whether the parts of an address can be told apart: a host, and a port that there can be."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


#: What tests are told by variables of their own.
_NOT_SETTINGS = ("AIMANT_TEST_FULL", "AIMANT_TEST_FIGURES")


class Settings(BaseSettings):
    """Everything that can be set; each field is the variable AIMANT_<NAME>. Defaults need no account or token."""

    model_config = SettingsConfigDict(env_prefix="AIMANT_", env_ignore_empty=True, extra="ignore", frozen=True)

    data_dir: Path = Field(Path("data"), description="where the database and the secret key are kept")
    secret: SecretStr | None = Field(
        None, description="64 hex digits, the same for all that share a database; default a key in the data folder"
    )
    host: str = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8080, ge=0, le=65535, description="the port to listen on; 0 takes a free one")
    base_url: str | None = Field(None, description="the public address, for links; default http://HOST:PORT")
    flows_dir: Path | None = Field(None, description="a folder with flows of your own, beside those that ship")
    database_url: SecretStr | None = Field(
        None,
        description="sqlite:///absolute/path.db, sqlite://relative.db or postgres://…; default in the data folder",
    )
    bus_url: SecretStr | None = Field(
        None,
        description="nats://HOST:4222, by which processes tell each other of turns; default: PostgreSQL, if it is used",
    )
    landing_flow: str = Field("livre-blanc", description="the flow that the landing page at / is for")
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="other sites that may embed the widget, comma-separated; * for all"
    )
    proxies: int = Field(
        0, ge=0, le=9, description="how many proxies of yours add to X-Forwarded-For; with 0 that header is not read"
    )
    rate_requests: int = Field(
        1200, ge=0, description="requests a minute that one address may make of the web channel; 0 for any number"
    )
    rate_new: int = Field(
        300, ge=0, description="conversations an hour that one address may begin on the web; 0 for any number"
    )
    rate_messages: int = Field(
        120, ge=0, description="messages a minute that one web conversation may take; 0 for any number"
    )
    least_seconds: float = Field(
        0.5, ge=0, le=60, description="who begins a web conversation within so many seconds of loading the page waits"
    )
    link_days: int = Field(7, ge=1, le=365, description="for how many days a magnet's link works")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="how much is logged")
    lang: str | None = Field(None, description="language of the command line, fr or en; default from LANG")
    telegram_bots: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (), description="Telegram bots, comma-separated: TOKEN, or FLOW=TOKEN; without a flow, the landing page's"
    )
    telegram_mode: Literal["auto", "polling", "webhook"] = Field(
        "auto", description="how Telegram's updates come; auto takes webhooks when AIMANT_BASE_URL is https"
    )
    telegram_base_url: str = Field("https://api.telegram.org/bot", description="another Bot API server's address")
    slack_signing_secret: SecretStr | None = Field(None, description="Slack app's signing secret, for events by HTTP")
    slack_app_token: SecretStr | None = Field(None, description="Slack app token (xapp-…), for Socket Mode")
    slack_client_id: str | None = Field(None, description="Slack app's client id, to install it in several workspaces")
    slack_client_secret: SecretStr | None = Field(None, description="Slack app's client secret, with the client id")
    slack_flow: str | None = Field(None, description="the flow for prospects in Slack; default the landing page's")
    slack_bot_token: SecretStr | None = Field(None, description="Slack bot token (xoxb-…) for alerts")
    slack_channel: str | None = Field(None, description="the Slack channel for alerts, when a flow names none")
    slack_base_url: str | None = Field(None, description="another address of Slack's Web API, for tests")
    smtp_host: str | None = Field(None, description="the mail server; without one, mail waits in the outbox")
    smtp_port: int = Field(587, ge=1, le=65535, description="its port")
    smtp_security: Literal["none", "starttls", "tls"] = Field("starttls", description="none, starttls or tls")
    smtp_username: str | None = Field(None, description="its user name, if it wants one")
    smtp_password: SecretStr | None = Field(None, description="its password")
    mail_from: str | None = Field(None, description="the sender's address; needed to send mail")
    mail_name: str = Field("Aimant", description="the sender's name")
    alert_to: str | None = Field(None, description="the address for hot-lead alerts by mail, when Slack is not set")

    model_url: str | None = Field(
        None,
        description="an OpenAI-compatible address (up to /v1) asked where a reply was not understood; off when unset",
    )
    model_name: str | None = Field(None, description="the model asked there; needed with the address")
    model_key: SecretStr | None = Field(None, description="its key, if it wants one")
    model_seconds: float = Field(3.0, gt=0, le=30, description="how long one answer of it is waited for")
    model_calls: int = Field(1000, ge=0, le=1_000_000, description="how often each process asks it a day at most")

    no_color: str = Field("", validation_alias="NO_COLOR", description="anything: no colours in the terminal")

    @field_validator("telegram_bots", "allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("database_url")
    @classmethod
    def _database_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.match(r"(sqlite|postgres(ql)?)://.", value.get_secret_value()):
            raise ValueError("setting-not-a-database")
        return value

    @field_validator("secret")
    @classmethod
    def _hex(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[0-9A-Fa-f]{64}", value.get_secret_value()):
            raise ValueError("setting-not-a-secret")
        return value

    @field_validator("bus_url")
    @classmethod
    def _bus_address(cls, value: SecretStr | None) -> SecretStr | None:
        url = value.get_secret_value() if value is not None else ""
        if value is not None and not (re.match(r"(nats|tls)://[^,\s]+$", url) and _is_web_address(url)):
            raise ValueError("setting-not-a-bus")
        return value

    @field_validator("lang")
    @classmethod
    def _language(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"(?i)(fr|en)([-_.@].*)?", value):
            raise ValueError("setting-language")
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(each == "*" or (_ORIGIN.fullmatch(each) and _is_web_address(each)) for each in value):
            raise ValueError("setting-not-an-origin")
        return tuple(each.rstrip("/") for each in value)

    @field_validator("smtp_host")
    @classmethod
    def _host_name(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?|[0-9a-fA-F:.]+", value):
            raise ValueError("setting-not-a-host")
        return value

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _slack_token(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        begins = ("xapp-",) if info.field_name == "slack_app_token" else ("xoxb-", "xoxe.xoxb-")
        if value is not None and not value.get_secret_value().startswith(begins):
            raise ValueError(f"setting-not-{begins[0][:4]}")
        return value

    @field_validator("base_url", "telegram_base_url", "slack_base_url", "model_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~/-]*)?", value):
            raise ValueError("setting-not-a-web-address")
        if value is not None and not _is_web_address(value):
            raise ValueError("setting-not-a-web-address")
        return value

    @field_validator("mail_from", "alert_to")
    @classmethod
    def _mail_address(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                plain = validate_email(value, check_deliverability=False, test_environment=True)
            except EmailNotValidError:
                raise ValueError("setting-not-a-mail-address") from None
            if not plain.ascii_email:
                raise ValueError("setting-not-a-mail-address")
        return value

    @field_validator("telegram_bots")
    @classmethod
    def _tokens(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if not all(_BOT.fullmatch(each.get_secret_value()) for each in value):
            raise ValueError("setting-not-a-bot")
        numbers = [each.get_secret_value().rpartition("=")[2].partition(":")[0] for each in value]
        if len(set(numbers)) < len(numbers):
            raise ValueError("setting-bot-twice")
        return value

    def bots(self) -> list[tuple[str, str, str]]:
        """The Telegram bots: the number that each token begins with, the token, and its flow."""
        found = []
        for each in self.telegram_bots:
            flow, _, token = each.get_secret_value().rpartition("=")
            found.append((token.partition(":")[0], token, flow or self.landing_flow))
        return found

    def flows_named(self) -> list[tuple[str, str]]:
        """The flows that settings name, each after its variable."""
        named = [("AIMANT_LANDING_FLOW", self.landing_flow)]
        named += [("AIMANT_TELEGRAM_BOTS", flow) for _, _, flow in self.bots()]
        return named + ([("AIMANT_SLACK_FLOW", self.slack_flow)] if self.slack_flow else [])

    @property
    def telegram_by_webhook(self) -> bool:
        """Whether Telegram brings its updates, or they are fetched."""
        public = self.base_url is not None and self.base_url.startswith("https://")
        return self.telegram_mode == "webhook" or (self.telegram_mode == "auto" and public)

    @property
    def slack_ready(self) -> bool:
        """Whether there is a Slack workspace, or can be one."""
        installable = self.slack_client_id is not None and self.slack_client_secret is not None
        return self.slack_bot_token is not None or installable

    @property
    def database(self) -> str:
        """The database's address."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite://{(self.data_dir / 'aimant.db').resolve()}"

    @property
    def addresses(self) -> tuple[str | None, ...]:
        """The addresses that calls may go to wherever they lie: whoever runs the server set them."""
        telegram = self.telegram_base_url if "telegram_base_url" in self.model_fields_set else None
        return (telegram, self.slack_base_url, self.model_url)

    @property
    def mail_ready(self) -> bool:
        """Whether mail can be sent."""
        return self.smtp_host is not None and self.mail_from is not None


def environment(**more: str) -> dict[str, str]:
    """The environment of a process of our own: this one's, and more."""
    return {**os.environ, **more}  # noqa: TID251 — here it is read


def metrics_folder() -> str | None:
    """Where the processes of one server keep what they count, when they are several."""
    return os.environ.get("PROMETHEUS_MULTIPROC_DIR")  # noqa: TID251 — here it is read


def unknown_settings() -> list[tuple[str, str]]:
    """Variables that begin as ours do and are none, each with the name that was most likely meant (or "")."""
    ours = [f"AIMANT_{name.upper()}" for name in Settings.model_fields if name != "no_color"]
    found = sorted(name for name in os.environ if name.startswith("AIMANT_"))  # noqa: TID251 — here it is read
    return [(name, nearest(name, ours)) for name in found if name not in (*ours, *_NOT_SETTINGS)]


def terminal_language() -> str:
    """The language of the terminal: AIMANT_LANG, else that of LC_ALL, LC_MESSAGES or LANG, else English."""
    names = ("AIMANT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    wished = next((value for name in names if (value := os.environ.get(name))), "")  # noqa: TID251 — here it is read
    language = "fr" if wished.lower().startswith("fr") else "en"
    # gettext, which the command line's library asks for its own words, looks there first
    os.environ["LANGUAGE"] = language  # noqa: TID251 — as above
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locales"))
    return language
