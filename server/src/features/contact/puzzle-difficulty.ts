/** A second of one core of a small server, and some seconds of a phone (docs/decisions/0016). */
const USUAL_DIFFICULTY = 2 ** 16;
/** So many messages in an hour are nothing unusual. */
const USUAL_MESSAGES = 10;
const MAX_FACTOR = 4;

/** From then on more messages make no puzzle harder: nobody needs to count on. */
export const MESSAGES_OF_HARDEST = USUAL_MESSAGES * MAX_FACTOR;

/** The more messages came in the last hour, the longer the next one takes; never so long that a person with a phone gives up. */
export function difficultyAfter(messagesInLastHour: number): number {
  const factor = Math.min(Math.max(messagesInLastHour / USUAL_MESSAGES, 1), MAX_FACTOR);
  return Math.round(USUAL_DIFFICULTY * factor);
}
