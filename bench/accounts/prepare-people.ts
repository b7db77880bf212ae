import { connectAccount } from "@tacet/client/accounts";
import { encodeBase64url, SignIn } from "@tacet/protocol";
import { encodeRequest } from "../load/connection.ts";

/** Somebody who has an account that asks for a password. */
export interface PreparedPerson {
  readonly username: string;
  readonly password: string;
  readonly token: string;
  /** What keeps strangers' wrong tries from slowing this person down. */
  readonly knownDevice: string;
}

const AT_ONCE = 8;

/** Makes so many accounts. */
export async function preparePeople(origin: string, count: number): Promise<readonly PreparedPerson[]> {
  const people: PreparedPerson[] = [];
  let next = 0;
  const prepareSome = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) people.push(await preparePerson(origin, index));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, prepareSome));
  return people;
}

async function preparePerson(origin: string, index: number): Promise<PreparedPerson> {
  const username = `bench.${index}`;
  const password = `walks over seven bridges ${index}`;
  const { token, knownDevice } = await connectAccount({ server: origin }).register({
    username,
    signInNeeds: "password",
    proofs: { password },
    session: { carrier: "token" },
  });
  if (token === undefined || !knownDevice) throw new Error("signed in without a token");
  return { username, password, token, knownDevice: encodeBase64url(knownDevice) };
}

/** The bytes of a sign-in by a program that has signed in before. */
export const encodeSignIn = (origin: string, { username, password, knownDevice }: PreparedPerson): Uint8Array =>
  encodeRequest(origin, {
    path: SignIn.path,
    contentType: "application/json",
    body: JSON.stringify({ who: username, proofs: { password }, session: { carrier: "token", knownDevice } }),
  });
