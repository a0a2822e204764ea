export { startSandbox, type Sandbox, type SandboxOptions, type SentNotification } from './sandbox';
export type { Settings } from './gateway';
export type { Application, Credential } from './applications';
export type { RecordedRequest } from './exchange';
export type { Cache, Fault, Lag, Late, Made, Mishap, SecondCopy, Target } from './faults';
export type { Ledger, Payment } from './ledger';
export type { NewOrder, Order, OrderStore } from './orders';
export type { Balance, LedgerRow, PaymentAccount } from './paymentAccount';
export type { Refund, RefundState, RefundStore } from './refunds';
export { INITIAL_ORDERS } from './initialOrders';
export {
	signedNotification,
	type NotificationForm,
	type SignatureParts,
	type SignedNotification,
	type UnresolvedForm,
	type UnresolvedPayment,
} from './notification';
export { post, SCHEDULE, type CallbackAnswer } from './notifier';
