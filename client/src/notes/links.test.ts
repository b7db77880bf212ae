import { expect, test } from "bun:test";
import { ClientError } from "../client-error.ts";
import { formatLink, parseLink } from "./links.ts";

const secret = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const link = await formatLink("link", "https://notes.example", secret);
const receiptLink = await formatLink("receipt link", "https://notes.example", secret);

const codeOf = async (kind: "link" | "receipt link", pasted: string): Promise<string> => {
  const outcome = await parseLink(kind, pasted).catch((error: unknown) => error);
  return outcome instanceof ClientError ? outcome.code : "accepted";
};

test("a link leads back to its origin and secret", async () => {
  expect(await parseLink("link", link)).toEqual({ origin: "https://notes.example", secret });
  expect(await parseLink("receipt link", receiptLink)).toEqual({ origin: "https://notes.example", secret });
});

test("what mail and chat programs do to a link and leave its secret whole does no harm", async () => {
  const wrapped = `${link.slice(0, 40)}\r\n  ${link.slice(40)}`;
  const mangled = [
    wrapped,
    ` ${link}\n`,
    `${link}.`,
    `${link})`,
    `${link}>`,
    `${link}]`,
    `${link}&utm_source=mail`,
    `${link}?fbclid=x`,
    `${link}=`,
    `${link}%7C`,
  ];
  for (const pasted of mangled)
    expect(await parseLink("link", pasted)).toEqual({ origin: "https://notes.example", secret });
});

test("a link whose secret was changed is told from a whole one without asking anybody", async () => {
  const fragment = link.slice(link.indexOf("#") + 1);
  const withFragment = (changed: string) => link.replace(fragment, changed);
  const damaged = [
    link.slice(0, -1),
    `${link}A`,
    withFragment(fragment.toLowerCase()),
    withFragment(fragment.toUpperCase()),
    withFragment(""),
    withFragment(`${fragment.slice(0, 20)}%7C${fragment.slice(21)}`),
    withFragment(`${fragment.slice(1)}${fragment.slice(0, 1)}`),
    withFragment(`-${fragment}`),
    receiptLink.replace("/r#", "/n#"),
  ];
  for (const pasted of damaged) expect([pasted, await codeOf("link", pasted)]).toEqual([pasted, "link_damaged"]);
});

test("every change of one character is noticed", async () => {
  const start = link.indexOf("#") + 1;
  for (let index = start; index < link.length; index++) {
    const changed = `${link.slice(0, index)}${link[index] === "A" ? "B" : "A"}${link.slice(index + 1)}`;
    expect(await codeOf("link", changed)).not.toBe("accepted");
  }
});

test("what is no link of that kind is called so", async () => {
  for (const pasted of [
    "",
    "hello",
    "https://notes.example/n",
    receiptLink,
    "ftp://notes.example/n#x",
    "javascript:alert(1)#x",
    "/n#x",
    link.replace("/n#", "/x#"),
  ]) {
    expect([pasted, await codeOf("link", pasted)]).toEqual([pasted, "not_a_link"]);
  }
});
