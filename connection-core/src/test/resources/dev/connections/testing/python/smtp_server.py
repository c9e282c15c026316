"""SMTP server for tests: port, certificate, key, user, password. Writes each message as JSON into the working directory."""

import asyncio
import base64
import json
import os
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult

port, certificate, key, user, password = sys.argv[1:]
count = 0


class Handler:
    async def handle_DATA(self, server, session, envelope):
        global count
        message = message_from_bytes(envelope.content, policy=policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        found = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "utf8": bool(envelope.smtp_utf8),
            "tls": session.ssl is not None,
            "subject": str(message["Subject"]),
            "defects": [str(each) for part in message.walk() for each in part.defects],
            "parts": [
                {
                    "type": part.get_content_type(),
                    "file": part.get_filename(),
                    "text": part.get_content() if part.get_content_maintype() == "text" and not part.get_filename() else None,
                    "content": base64.b64encode(part.get_payload(decode=True)).decode(),
                }
                for part in parts
            ],
        }
        count += 1
        with open("part", "w", encoding="utf-8") as file:
            json.dump(found, file)
        os.rename("part", f"{count}.json")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    # handled=False: aiosmtpd itself answers 535
    return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()), handled=False)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(
            Handler(),
            hostname="127.0.0.1",
            tls_context=context,
            require_starttls=True,
            authenticator=authenticate,
            auth_required=True,
            enable_SMTPUTF8=True,
        ),
        "127.0.0.1",
        int(port),
    )
    print("Listening", flush=True)
    await server.serve_forever()


asyncio.run(main())
