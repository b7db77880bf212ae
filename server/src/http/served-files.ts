import type { ServedFiles } from "@tacet/protocol/web-release";
import { webAnswers } from "./serve-web.ts";
import type { WebFiles } from "./web-files.ts";

/** Made from what is answered, so that the list cannot say anything else. */
export const listServedFiles = (files: WebFiles): ServedFiles =>
  Object.fromEntries(
    webAnswers(files).map(({ path, file, headers }) => [
      path,
      { sha256: new Bun.CryptoHasher("sha256").update(file.plain).digest("hex"), headers },
    ]),
  );
