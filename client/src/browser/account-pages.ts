/** An entry of its own, so that pages of notes fetch nothing of it. */
export { createAccountChanging, type AccountChanging, type ChangingState } from "./account-changing.ts";
export { createAccountLeaving, type AccountLeaving, type LeavingState } from "./account-leaving.ts";
export { nameBrowser } from "./browser-name.ts";
export type { CodeAsking } from "./code-asking.ts";
export { createDeviceList, type DeviceList, type DeviceListState, type KnownDevices } from "./device-list.ts";
export { createDirectOpening, type DirectOpening, type DirectOpeningState } from "./direct-opening.ts";
export { createEmailConfirming, type ConfirmingState, type EmailConfirming } from "./email-confirming.ts";
export { createEmailSetting, type EmailSetting, type EmailSettingState } from "./email-setting.ts";
export { createNoticeBoard, type KnownNotices, type NoticeBoard } from "./notice-board.ts";
export type { Observable } from "../observable.ts";
export {
  createOwnSession,
  type OwnSession,
  type SessionState,
  type SignedInState,
  type SignedOutState,
} from "./own-session.ts";
export type { PageProblem } from "./page-problem.ts";
export { createPhoneChanging, type PhoneChanging, type PhoneChangingState } from "./phone-changing.ts";
export { createPeopleDesk, type PeopleDesk } from "./people-desk.ts";
export type { Deed, DeedsState, DoneDeed } from "./people-deeds.ts";
export type { FindingState } from "./people-finding.ts";
export type { PeopleList } from "./people-list.ts";
export type { PersonReporting } from "./person-reporting.ts";
export type { ProofGiving, ProofState } from "./proof-giving.ts";
export type { ProofRequest } from "./proof-requests.ts";
export { createRecovering } from "./recovering.ts";
export type {
  GrantedState,
  MailState,
  ProvingState,
  QuestionState,
  Recovering,
  RecoveryEntry,
} from "./recovering-state.ts";
export { createRecoveryKeeping } from "./recovery-keeping.ts";
export {
  besidesOf,
  isOpenAtOnce,
  proofsAsked,
  replacementsOf,
  standInsOf,
  type StandIn,
} from "./recovery-questions.ts";
export {
  createRegistering,
  type AccountDraft,
  type OpenRegistration,
  type Registering,
  type RegisteringState,
} from "./registering.ts";
export { createServerOffer, type OfferedByServer, type ServerOffer } from "./server-offer.ts";
export { createSessionNews } from "./session-news.ts";
export { createSigningIn, type SigningIn, type SignInEntry } from "./signing-in.ts";
export { createWaitingRecovery, type AskedRecovery, type WaitingRecovery } from "./waiting-recovery.ts";
export { forgetWithoutSession } from "./forget-without-session.ts";
