/**
 * What those who share records tell each other, such as the id of a conversation that has grown: the one who leads tells, the others read anew.
 * Nobody hears themselves. Not promised: that it is heard by anybody.
 */
export interface KeptNews extends Disposable {
  readonly tell: (news: string) => void;
  /** Answers the way to stop. */
  readonly hear: (onNews: (news: string) => void) => () => void;
}
