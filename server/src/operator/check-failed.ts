/** What a command was asked to look at is not well. The message is one sentence. */
export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
}
