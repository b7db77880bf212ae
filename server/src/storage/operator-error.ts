/** For the person who runs the server: one sentence that says what is wrong and how to mend it. It stops a start or a command. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}
