import { expect, test } from "bun:test";
import { parseMailbox } from "./mailbox.ts";
import { maskSmtpUrl, parseSmtpUrl } from "./smtp-target.ts";

const login = { user: "tacet@notes.example", password: "p/w:\u00e4" };

test("a relay is reached with STARTTLS on 587, or with TLS on 465, unless told otherwise", () => {
  expect(parseSmtpUrl("smtp://mail.example")).toEqual({
    host: "mail.example",
    port: 587,
    tls: "STARTTLS",
    login: undefined,
  });
  expect(parseSmtpUrl("smtps://tacet%40notes.example:p%2Fw%3A%C3%A4@mail.example/")).toEqual({
    host: "mail.example",
    port: 465,
    tls: "from the start",
    login,
  });
  expect(parseSmtpUrl("smtp://mail.example:2525")?.port).toBe(2525);
});

const tlsOf = (url: string) => parseSmtpUrl(url)?.tls;

test("only a relay on this machine is spoken to in clear", () => {
  expect(["smtp://localhost:25", "smtp://127.0.0.1", "smtp://[::1]:25"].map(tlsOf)).toEqual(["none", "none", "none"]);
  expect(tlsOf("smtps://localhost")).toBe("from the start");
  const others = ["smtp://localhost.example", "smtp://192.168.1.5", "smtp://127.0.0.1.example", "smtp://[2001:db8::1]"];
  expect(others.map(tlsOf)).toEqual(["STARTTLS", "STARTTLS", "STARTTLS", "STARTTLS"]);
});

test.each([
  "mail.example",
  "mail.example:587",
  "http://mail.example",
  "smtp:mail.example",
  "smtp://",
  "smtp://:587",
  "smtp://mail.example:0",
  "smtp://mail.example:65536",
  "smtp://mail.example/path",
  "smtp://mail.example?tls=no",
  "smtp://mail.example#x",
  "smtp://user@mail.example",
  "smtp://:password@mail.example",
  "smtp://user:p%00w@mail.example",
  "smtp://user:p%0d%0aRSET@mail.example",
  "smtp://user:p%zz@mail.example",
  "smtp://mail%0a.example",
  "smtp://-mail.example",
])("%s is no relay", (url) => {
  expect(parseSmtpUrl(url)).toBeUndefined();
});

test("neither user nor password of a relay is shown", () => {
  expect(maskSmtpUrl("smtp://tacet:marker@mail.example:587")).toBe("smtp://hidden:hidden@mail.example:587");
  expect(maskSmtpUrl("smtp://mail.example:587")).toBe("smtp://mail.example:587");
  expect(maskSmtpUrl("smtp://tacet:marker@[")).toBe("(hidden)");
});

test("a sender is an address, with or without a name", () => {
  expect(parseMailbox("tacet@notes.example")).toEqual({ name: "", address: "tacet@notes.example" });
  const named = { name: "Tacet, f\u00fcr euch", address: "tacet@notes.example" };
  expect(parseMailbox("Tacet, f\u00fcr euch <tacet@notes.example>")).toEqual(named);
});

test.each([
  "tacet",
  "<tacet@notes.example",
  "tacet@notes.example>",
  "a@notes.example, b@notes.example",
  "Tacet <a@notes.example> <b@notes.example>",
  "Tacet\r\nBcc: eve@example.org <tacet@notes.example>",
  "Tacet\u2028 <tacet@notes.example>",
  "Tacet\0 <tacet@notes.example>",
  "Support of eve@example.org <tacet@notes.example>",
  'Tacet" <tacet@notes.example>',
  "Tacet <tacet@notes.example\r\n>",
  `${"x".repeat(500)} <tacet@notes.example>`,
])("%j is no sender", (text) => {
  expect(parseMailbox(text)).toBeUndefined();
});
