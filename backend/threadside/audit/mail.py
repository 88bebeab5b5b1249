"""Sending an anchor to an address, so that its owner has it even if both machines are lost."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Final

from threadside.network import allow_network
from threadside.settings import Settings

TIMEOUT_S: Final = 15

Mail = Callable[[str, str, str], None]
"""Sends an e-mail: to whom, its subject, its text."""


def mailer(settings: Settings) -> Mail | None:
    """By the server that the settings name, under TLS; None when they name none."""
    if not settings.smtp_host:
        return None

    def send(to: str, subject: str, text: str) -> None:
        allow_network()
        letter = EmailMessage()
        letter["From"], letter["To"] = settings.smtp_from or settings.smtp_user, to
        letter["Subject"] = subject
        letter.set_content(text)
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S) as server:
            server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(letter)

    return send
