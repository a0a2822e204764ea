export {
	startSandbox,
	type Credential,
	type Sandbox,
	type SandboxOptions,
	type SentNotification,
} from './sandbox';
export type { RecordedRequest } from './exchange';
export type { Fault, PlannedFault } from './faults';
export type { Ledger } from './refunds';
export { post, SCHEDULE, signedNotification } from './notifications';
export type { NotificationForm, SignatureParts, SignedNotification } from './notifications';
