import type { AccountType } from '../../../gatepay/api/account';
import type { ApiVersion, Call } from '../../../gatepay/api/endpoints';
import type { Settings } from '../gateway';
import type { Balance } from '../account';
import type { RefundState } from '../refunds';
import type { SentNotification } from '../sandbox';

/**
 * What the page shows, as JSON. Lists that grow hold their newest entries, the newest first; times are Unix
 * milliseconds.
 */
export interface PageState {
	/** What refunds, requests and orders were looked for by; empty: all are shown. */
	find: string;
	applications: ShownApplication[];
	repeatedIds: Settings['repeatedIds'];
	/** null: refunds finish only when told to. */
	finishAfter: number | null;
	/** How long after it was made a refund shows in the ledger, in ms. */
	ledgerLag: number;
	balances: (Keyed & Balance)[];
	ledger: ShownLedgerRow[];
	faults: ShownFault[];
	refunds: ShownRefund[];
	notifications: ShownNotification[];
	requests: ShownRequest[];
	/** How many there are, shown or not; of refunds and requests, how many were found. */
	counts: Record<'refunds' | 'notifications' | 'requests' | 'ledger', number>;
	orders: ShownOrder[];
}

/** `key` tells an entry from the others of its list, for as long as it is there. */
export interface Keyed {
	key: string;
}

/** What to enter into n8n's credential, and where notifications go. `key` is the account type. */
export interface ShownApplication extends Keyed {
	key: AccountType;
	clientId: string;
	secret: string;
	onBehalfOf: string | null;
	baseUrl: string;
	/** Empty: none are sent. */
	notificationUrl: string;
}

/** A fault that can be switched on. */
export interface ShownFault extends Keyed {
	group: FaultGroup;
	label: string;
	strikes: Strikes | 'never';
}

/** Which requests a fault is for: those that make a refund, look one up, or look up an order or the account. */
export type FaultGroup = 'create' | 'query' | 'order' | 'account';

export type Strikes = 'once' | 'always';

export interface ShownRefund extends Keyed {
	refundRequestId: string;
	version: ApiVersion;
	prepayId: string;
	merchantTradeNo: string;
	amount: string;
	currency: string;
	destination: string;
	reason: string;
	accountType: AccountType;
	madeAt: number;
	state: RefundState;
	failReason: string;
	/** How often the money for this refund request ID was paid. */
	timesPaid: number;
}

/** Its `httpStatus` is 0 where no answer came. */
export type ShownNotification = Keyed & SentNotification;

export interface ShownLedgerRow extends Keyed {
	at: number;
	type: string;
	/** With a sign where money left the account. */
	amount: string;
	currency: string;
	prepayId: string;
}

export interface ShownRequest extends Keyed {
	at: number;
	method: string;
	/** With its query. */
	path: string;
	call: Call | null;
	/** 0 where no answer was sent: not yet, or never. */
	httpStatus: number;
	code: string | null;
	/** Why it was refused. */
	refusal: string | null;
	/** The fault that struck it, in words. */
	fault: string | null;
	/** Name and value, without secrets. */
	headers: [string, string][];
	/** As it came, without secrets. */
	body: string;
}

export interface ShownOrder extends Keyed {
	version: ApiVersion;
	prepayId: string;
	merchantTradeNo: string;
	status: string;
	amount: string;
	currency: string;
	/** What it was paid with, where that is another currency. */
	paid: string | null;
	/** What can still be refunded, in the order's currency. */
	left: string;
	/** The code that every refund of it is refused with. */
	refusedWith: string | null;
}

/** What can be done on the page: the name is the last part of the path, the fields are the JSON that is sent. */
export interface Actions {
	finishRefund: { refund: string };
	failRefund: { refund: string };
	sendNotification: { refund: string };
	setFault: { fault: string; strikes: Strikes | 'never' };
	setRepeatedIds: { repeatedIds: Settings['repeatedIds'] };
	setFinishAfter: { finishAfter: number | null };
	setLedgerLag: { ledgerLag: number };
	setBalance: { currency: string; available: string };
	sendUnresolvedPayment: { accountType: AccountType };
	setNotificationUrl: { accountType: AccountType; url: string };
	startAfresh: Record<string, never>;
}

/** What an action answers: a sentence about what was done, or why it wasn't. */
export type ActionAnswer = { done: string } | { problem: string };
