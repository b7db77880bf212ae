import { expect, test } from "bun:test";
import { utf8 } from "@tacet/protocol";
import { createDeviceKey, openOnDevice, sealOnDevice } from "./device-key.ts";

const place = utf8("place");

test("what a device sealed it opens, and each sealing of the same is another", async () => {
  const key = await createDeviceKey();
  for (const plain of [new Uint8Array(), utf8("secret"), new Uint8Array(100_000).fill(7)]) {
    const [first, second] = [await sealOnDevice(key, place, plain), await sealOnDevice(key, place, plain)];
    expect(await openOnDevice(key, place, first)).toEqual(plain);
    expect(first).not.toEqual(second);
    expect(first).toHaveLength(12 + plain.length + 16);
  }
});

test("nothing opens under another key, for another place, or once any byte of it is changed or missing", async () => {
  const key = await createDeviceKey();
  const sealed = await sealOnDevice(key, place, utf8("secret"));
  expect(await openOnDevice(await createDeviceKey(), place, sealed)).toBeUndefined();
  expect(await openOnDevice(key, utf8("elsewhere"), sealed)).toBeUndefined();
  for (let at = 0; at < sealed.length; at++) {
    expect(await openOnDevice(key, place, sealed.with(at, (sealed[at] ?? 0) ^ 1))).toBeUndefined();
    expect(await openOnDevice(key, place, sealed.slice(0, at))).toBeUndefined();
  }
});

test("the key of a device cannot be read out", async () => {
  const key = await createDeviceKey();
  expect(key.extractable).toBe(false);
  expect(await crypto.subtle.exportKey("raw", key).then(String, String)).toStartWith("InvalidAccessError");
});
