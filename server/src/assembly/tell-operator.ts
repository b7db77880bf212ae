import type { NewsKind } from "../news/news.ts";
import type { Parts } from "./parts.ts";

/** The log hears of each, and the operator by mail or webhook where the settings say so. Never who, nor what. */
export const createTellOperator =
  ({ logger, news }: Pick<Parts, "logger" | "news">) =>
  (kind: NewsKind): void => {
    logger.warn({ msg: "news for the operator", kind });
    news?.tell(kind);
  };
